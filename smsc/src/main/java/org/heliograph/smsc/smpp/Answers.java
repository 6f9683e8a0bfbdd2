// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_DATA_SM;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_SM;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSYSERR;

import java.io.IOException;
import java.util.List;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.UnsuccessDelivery;
import org.jsmpp.util.DefaultComposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Responses to one peer, in the order of their adding, written together. For one thread. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    static final String OUR_SYSTEM_ID = "Heliograph";

    /** sc_interface_version (§5.3.2.25): 3.4. */
    private static final OptionalParameter[] OUR_VERSION = {
        new OptionalParameter.Sc_interface_version((byte) 0x34)
    };

    private static final OptionalParameter[] NO_PARAMETERS = {};

    private final Outgoing outgoing;
    private final SmscMetrics metrics;
    private final String peer;
    private final DefaultComposer composer = new DefaultComposer();
    private OctetWriter buffer = new OctetWriter();

    Answers(Outgoing outgoing, SmscMetrics metrics, String peer) {
        this.outgoing = outgoing;
        this.metrics = metrics;
        this.peer = peer;
    }

    void add(Octets response) {
        buffer.octets(response);
    }

    /** A response to a bind that was granted. */
    void bound(Pdu pdu, boolean parameters) {
        try {
            add(
                    Octets.ofOwned(
                            composer.bindResp(
                                    pdu.responseId(),
                                    pdu.sequenceNumber(),
                                    OUR_SYSTEM_ID,
                                    parameters ? OUR_VERSION : NO_PARAMETERS)));
        } catch (PDUStringException e) {
            throw new IllegalStateException("our own system_id fits", e);
        }
    }

    /**
     * A response to what was accepted.
     *
     * @param tlvs that follow its fields
     */
    void accepted(Pdu pdu, String messageId, List<UnsuccessDelivery> without, Octets tlvs) {
        int number = pdu.sequenceNumber();
        try {
            byte[] response =
                    switch (pdu.commandId()) {
                        case CID_SUBMIT_SM -> composer.submitSmResp(number, messageId);
                        case CID_DATA_SM -> composer.dataSmResp(number, messageId);
                        default ->
                                composer.submitMultiResp(
                                        number,
                                        messageId,
                                        without.toArray(UnsuccessDelivery[]::new));
                    };
            add(DeliverWriter.withParameters(response, tlvs));
            metrics.answered(STAT_ESME_ROK);
        } catch (PDUStringException e) {
            LOG.error("our own message id does not fit", e);
            answer(pdu, STAT_ESME_RSYSERR);
        }
    }

    /** A response without a body, as one that refuses has it. */
    void answer(Pdu pdu, int commandStatus) {
        if (pdu.isSubmission()) {
            metrics.answered(commandStatus);
        }
        add(
                Octets.ofOwned(
                        composer.composeHeader(
                                pdu.responseId(), commandStatus, pdu.sequenceNumber())));
    }

    void refuse(Pdu pdu, int commandStatus, String code, String reason) {
        say(commandStatus, code, reason);
        answer(pdu, commandStatus);
    }

    /** Refuses what has no response of its own (§4.3). */
    void nack(Pdu pdu, int commandStatus, String code, String reason) {
        say(commandStatus, code, reason);
        add(Octets.ofOwned(composer.genericNack(commandStatus, pdu.sequenceNumber())));
    }

    private void say(int commandStatus, String code, String reason) {
        metrics.refused(code);
        LOG.info(
                "refused code={} status=0x{} peer={} reason=\"{}\"",
                code,
                Integer.toHexString(commandStatus),
                peer,
                reason);
    }

    /** Writes what was answered since the last time. */
    void flush() throws IOException {
        if (buffer.length() > 0) {
            Octets octets = buffer.toOctets();
            buffer = new OctetWriter();
            outgoing.write(octets);
        }
    }
}

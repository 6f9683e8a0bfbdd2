// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.CID_SUBMIT_MULTI;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_SM;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVNUMDESTS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVTLVLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;

import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.jsmpp.InvalidNumberOfDestinationsException;
import org.jsmpp.PDUStringException;
import org.jsmpp.util.DefaultDecomposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Octets of a submission to what it asks for. For one thread. */
final class SubmissionDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionDecoder.class);

    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final SubmitReader reader;
    private final String peer;

    SubmissionDecoder(SubmitReader reader, String peer) {
        this.reader = reader;
        this.peer = peer;
    }

    /** {@return what a submit_sm, submit_multi or data_sm asks for} */
    SubmitReader.Read read(Pdu pdu, SmscSettings.Account account) {
        PduShape kind =
                switch (pdu.commandId()) {
                    case CID_SUBMIT_SM -> PduShape.SUBMIT_SM;
                    case CID_SUBMIT_MULTI -> PduShape.SUBMIT_MULTI;
                    default -> PduShape.DATA_SM;
                };
        int shape = kind.check(pdu.octets());
        if (shape != STAT_ESME_ROK) {
            return new SubmitReader.Read.Refused(shape, "malformed", "cut short");
        }
        try {
            Octets whole = pdu.octets();
            int at = kind.parametersAt(whole);
            Octets tlvs = whole.from(at);
            // the decoder cannot read a long message_payload, and need not
            Octets rest = whole.slice(4, at).plus(Parameters.withoutPayload(tlvs));
            byte[] octets =
                    new OctetWriter()
                            .uint16((rest.length() + 4) >>> 16)
                            .uint16(rest.length() + 4)
                            .octets(rest)
                            .toOctets()
                            .toArray();
            return switch (kind) {
                case SUBMIT_SM -> reader.read(account, decomposer.submitSm(octets), tlvs);
                case SUBMIT_MULTI -> reader.read(account, decomposer.submitMulti(octets), tlvs);
                default -> reader.read(account, decomposer.dataSm(octets), tlvs);
            };
        } catch (InvalidNumberOfDestinationsException e) {
            return new SubmitReader.Read.Refused(
                    STAT_ESME_RINVNUMDESTS, "destinations", "1 to 254 destinations are allowed");
        } catch (PDUStringException e) {
            return new SubmitReader.Read.Refused(
                    e.getErrorCode(), "malformed", SessionRequests.BAD_STRING);
        } catch (RuntimeException e) {
            // the mandatory part is whole: the decoder trips over TLVs of a wrong length only
            LOG.debug("decoding a PDU of {}", peer, e);
            return new SubmitReader.Read.Refused(
                    STAT_ESME_RINVTLVLEN, "malformed", "a TLV of a wrong length");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.jsmpp.SMPPConstant.CID_DELIVER_SM;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDCS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVMSGLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCADR;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.SmppParameters;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.util.DefaultDecomposer;

/** What an upstream brings: messages and receipts (SMPP 3.4 §4.6 and §4.7). For one thread. */
final class DeliverReader {
    /** message type of esm_class: bits 5 to 2 (§5.2.12). */
    private static final int MESSAGE_TYPE = 0x3C;

    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;

    private static final int UCS2 = 8;

    /** What a PDU amounts to. */
    sealed interface Read {
        record Message(Submission submission) implements Read {}

        /**
         * @param from source_addr, mostly the destination of the message that it is about
         * @param to destination_addr
         */
        record Receipt(ReceiptReader.Receipt receipt, String from, String to) implements Read {}

        record Refused(int commandStatus, String code, String reason) implements Read {}
    }

    private final UpstreamSettings settings;
    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final AtomicInteger concatenationReference = new AtomicInteger();

    DeliverReader(UpstreamSettings settings) {
        this.settings = settings;
    }

    /** {@return what a deliver_sm or data_sm says} */
    Read read(Pdu pdu) {
        PduShape shape = pdu.commandId() == CID_DELIVER_SM ? PduShape.SUBMIT_SM : PduShape.DATA_SM;
        int at = shape.parametersAt(pdu.octets());
        if (at > pdu.octets().length()) {
            return new Read.Refused(STAT_ESME_RINVCMDLEN, "malformed", "cut short");
        }
        try {
            byte[] mandatory =
                    new OctetWriter()
                            .uint16(at >>> 16)
                            .uint16(at)
                            .octets(pdu.octets().slice(4, at))
                            .toOctets()
                            .toArray();
            Octets tlvs = Parameters.whole(pdu.octets().from(at));
            if (pdu.commandId() == CID_DELIVER_SM) {
                DeliverSm deliver = decomposer.deliverSm(mandatory);
                byte[] text = deliver.getShortMessage();
                return read(
                        deliver,
                        deliver.getProtocolId() & 0xFF,
                        deliver.getPriorityFlag() & 0xFF,
                        text == null ? Octets.EMPTY : Octets.of(text),
                        tlvs);
            }
            return read(decomposer.dataSm(mandatory), 0, 0, Octets.EMPTY, tlvs);
        } catch (PDUStringException e) {
            return new Read.Refused(e.getErrorCode(), "malformed", SessionRequests.BAD_STRING);
        } catch (SubmitReader.Refusal e) {
            return new Read.Refused(e.commandStatus, e.code, String.valueOf(e.getMessage()));
        } catch (DecodeException | IllegalArgumentException e) {
            return new Read.Refused(
                    STAT_ESME_RINVMSGLEN, "user-data", String.valueOf(e.getMessage()));
        }
    }

    private Read read(
            AbstractSmCommand pdu, int protocolId, int priority, Octets shortMessage, Octets tlvs)
            throws SubmitReader.Refusal, DecodeException {
        boolean header = (pdu.getEsmClass() & DeliverWriter.UDHI) != 0;
        Parameters parameters = Parameters.of(tlvs, header);
        Octets text =
                shortMessage.isEmpty() ? parameters.payload().orElse(Octets.EMPTY) : shortMessage;
        int type = pdu.getEsmClass() & MESSAGE_TYPE;
        if (type == RECEIPT || type == INTERMEDIATE_NOTIFICATION || ReceiptReader.saysSo(tlvs)) {
            return receipt(pdu, header, text, tlvs, type == INTERMEDIATE_NOTIFICATION);
        }
        return new Read.Message(submission(pdu, protocolId, priority, header, text, parameters));
    }

    private static Read receipt(
            AbstractSmCommand pdu, boolean header, Octets text, Octets tlvs, boolean intermediate) {
        int start = header && !text.isEmpty() ? Math.min(text.length(), 1 + text.at(0)) : 0;
        boolean wide = (pdu.getDataCoding() & 0xFF) == UCS2;
        String words = text.from(start).toString(wide ? UTF_16BE : ISO_8859_1);
        Optional<ReceiptReader.Receipt> receipt = ReceiptReader.read(words, tlvs);
        if (receipt.isEmpty()) {
            return new Read.Refused(0, "receipt", "a receipt that names no message");
        }
        return new Read.Receipt(
                intermediate ? receipt.get().notFinal() : receipt.get(),
                Objects.requireNonNullElse(pdu.getSourceAddr(), ""),
                Objects.requireNonNullElse(pdu.getDestAddress(), ""));
    }

    private Submission submission(
            AbstractSmCommand pdu,
            int protocolId,
            int priority,
            boolean header,
            Octets text,
            Parameters parameters)
            throws SubmitReader.Refusal, DecodeException {
        if (pdu.getSourceAddr() == null || pdu.getSourceAddr().isEmpty()) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVSRCADR, "source-address", "no source address");
        }
        if (parameters.others().length() > SmppParameters.MOST_OCTETS) {
            throw new SubmitReader.Refusal(
                    STAT_ESME_RINVMSGLEN,
                    "too-long",
                    parameters.others().length() + " octets of TLVs");
        }
        int dataCoding = pdu.getDataCoding() & 0xFF;
        DataCoding.Coded coded =
                DataCoding.read(meant(dataCoding), header, text)
                        .orElseThrow(
                                () ->
                                        new SubmitReader.Refusal(
                                                STAT_ESME_RINVDCS,
                                                "data-coding",
                                                "data_coding " + dataCoding + " is not known"));
        if (!parameters.header().isEmpty()) {
            coded = coded.with(parameters.header());
        }
        return new Submission(
                new Origin.Upstream(settings.name()),
                Addresses.of(pdu.getSourceAddrTon(), pdu.getSourceAddrNpi(), pdu.getSourceAddr()),
                List.of(
                        Addresses.destination(
                                pdu.getDestAddrTon(), pdu.getDestAddrNpi(), pdu.getDestAddress())),
                protocolId,
                coded.scheme(),
                parts(coded),
                ReportRequest.NONE,
                Duration.ZERO,
                new SmppParameters(
                        Objects.requireNonNullElse(pdu.getServiceType(), ""),
                        priority,
                        pdu.getEsmClass() & 0xFF,
                        pdu.getRegisteredDelivery() & 0xFF,
                        dataCoding,
                        !parameters.header().isEmpty(),
                        parameters.others()),
                Handling.USUAL);
    }

    /** {@return the data_coding of SMPP's own list that the upstream's stands for} */
    private int meant(int dataCoding) {
        if (dataCoding != settings.dataCoding()) {
            return dataCoding;
        }
        return switch (settings.alphabet()) {
            case "latin1" -> 3;
            case "ascii" -> 1;
            default -> dataCoding;
        };
    }

    private List<UserData> parts(DataCoding.Coded coded) {
        return coded.userData().fits(coded.scheme())
                ? List.of(coded.userData())
                : Segmentation.of(
                        coded.scheme(),
                        coded.userData().header(),
                        coded.userData().payload(),
                        concatenationReference.incrementAndGet());
    }
}

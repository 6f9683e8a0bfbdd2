// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.pdu.words.RelayWords;
import org.heliograph.tools.pdu.words.TransferWords;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.WspPush;
import org.heliograph.wappush.content.CacheOperation;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.ServiceIndication;
import org.heliograph.wappush.content.ServiceLoading;

/** Any PDU in one line. Never fails: what cannot be read is said to be so. */
public final class Summary {
    /** Longest text quoted, in characters. */
    private static final int TEXT = 48;

    private static final Pattern RECEIPT = Pattern.compile("id:(\\S+) .*stat:(\\S+)");

    private Summary() {}

    /** The body of a MESSAGE of type application/vnd.3gpp.sms. */
    public static String ofRp(Octets octets) {
        try {
            return of(RpCodec.decode(octets));
        } catch (DecodeException e) {
            return unreadable("RP message", e);
        }
    }

    /** The body of an HTTP exchange of MM1. */
    public static String ofMms(Octets octets) {
        try {
            return of(MmsCodec.decode(octets));
        } catch (DecodeException e) {
            return unreadable("MMS PDU", e);
        }
    }

    /** A whole SMPP PDU. */
    public static String ofSmpp(Octets octets) {
        try {
            return of(SmppPdu.decode(octets));
        } catch (DecodeException e) {
            return unreadable("SMPP PDU", e);
        }
    }

    public static String ofMms(MmsPdu pdu) {
        return of(pdu);
    }

    /** {@return what TP-ST means} */
    public static String ofStatus(int status) {
        return TransferWords.status(status);
    }

    /** {@return the name of an SMPP command_status} */
    public static String ofCommandStatus(int status) {
        return SmppTlvs.status(Integer.toUnsignedLong(status));
    }

    private static String unreadable(String what, DecodeException e) {
        return what + " unreadable: " + e.getMessage();
    }

    static String of(RpMessage message) throws DecodeException {
        String reference = " " + message.messageReference();
        return switch (message) {
            case RpMessage.RpData data ->
                    "RP-DATA"
                            + reference
                            + inside(data.direction(), data.userData(), Carrier.RP_DATA);
            case RpMessage.RpAck ack -> "RP-ACK" + reference;
            case RpMessage.RpError error ->
                    "RP-ERROR" + reference + ", cause " + RelayWords.rpCause(error.cause());
            case RpMessage.RpSmma _ -> "RP-SMMA" + reference;
        };
    }

    private static String inside(Direction direction, Octets tpdu, Carrier carrier)
            throws DecodeException {
        return tpdu.isEmpty() ? "" : " < " + of(tpdu(direction, tpdu, carrier));
    }

    private static Tpdu tpdu(Direction direction, Octets tpdu, Carrier carrier)
            throws DecodeException {
        return switch (direction) {
            case FROM_MS -> TpduCodec.decodeFromMobileStation(tpdu, carrier);
            case TO_MS -> TpduCodec.decodeFromServiceCentre(tpdu, carrier);
        };
    }

    static String of(Tpdu tpdu) throws DecodeException {
        return switch (tpdu) {
            case SmsDeliver deliver ->
                    "SMS-DELIVER from "
                            + deliver.originatingAddress()
                            + content(deliver.userData(), deliver.dataCodingScheme().alphabet());
            case SmsSubmit submit ->
                    "SMS-SUBMIT to "
                            + submit.destinationAddress()
                            + content(submit.userData(), submit.dataCodingScheme().alphabet());
            case SmsStatusReport report ->
                    "SMS-STATUS-REPORT on "
                            + report.messageReference()
                            + ": "
                            + TransferWords.status(report.status());
            case SmsCommand command -> "SMS-COMMAND to " + command.destinationAddress();
            case SmsDeliverReport _ -> "SMS-DELIVER-REPORT";
            case SmsSubmitReport _ -> "SMS-SUBMIT-REPORT";
        };
    }

    private static String content(UserData userData, Alphabet alphabet) throws DecodeException {
        if (UserDataView.isWholePush(userData)) {
            return " < " + of(WspPush.decode(userData.payload()));
        }
        String part =
                userData.header().stream()
                        .map(
                                e ->
                                        e instanceof InformationElement.Concatenation c
                                                ? " part " + c.sequence() + "/" + c.total()
                                                : "")
                        .collect(Collectors.joining());
        return alphabet == Alphabet.EIGHT_BIT
                ? part + " " + userData.payload().length() + " octets"
                : part + " " + quoted(userData.text(alphabet));
    }

    static String of(WspPush push) throws DecodeException {
        if (push.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE)) {
            return "WSP Push < " + of(MmsCodec.decode(push.body()));
        }
        return WapPush.content(push)
                .map(content -> "WSP Push < " + of(content))
                .orElse("WSP Push of " + push.contentType().mediaType());
    }

    private static String of(PushContent content) {
        return content.name()
                + switch (content) {
                    case ServiceIndication indication ->
                            indication.href().map(href -> " " + TreeText.escaped(href)).orElse("")
                                    + " "
                                    + quoted(indication.text());
                    case ServiceLoading loading -> " " + TreeText.escaped(loading.href());
                    case CacheOperation operation ->
                            " of " + operation.invalidations().size() + " invalidations";
                };
    }

    static String of(MmsPdu pdu) {
        StringBuilder line = new StringBuilder(pdu.name());
        value(line, " ", pdu, MmsField.TRANSACTION_ID);
        value(line, " from ", pdu, MmsField.FROM);
        value(line, " to ", pdu, MmsField.TO);
        value(line, " ", pdu, MmsField.RESPONSE_STATUS);
        value(line, " ", pdu, MmsField.STATUS);
        value(line, " id ", pdu, MmsField.MESSAGE_ID);
        value(line, " at ", pdu, MmsField.CONTENT_LOCATION);
        Octets body = pdu.body();
        if (!body.isEmpty()) {
            line.append(", ").append(body.length()).append(" octets");
        }
        return TreeText.escaped(line.toString());
    }

    private static void value(StringBuilder line, String before, MmsPdu pdu, MmsField<?> field) {
        String values =
                pdu.headers().entries().stream()
                        .filter(header -> header.name().equals(field.fieldName()))
                        .map(header -> header.value().replace("/TYPE=PLMN", ""))
                        .collect(Collectors.joining(","));
        line.append(values.isEmpty() ? "" : before + values);
    }

    static String of(SmppPdu pdu) throws DecodeException {
        String name = pdu.command().text();
        return switch (pdu.command()) {
            case SUBMIT_SM, DELIVER_SM, DATA_SM ->
                    SmppView.isReceipt(pdu)
                            ? name + " receipt " + receipt(latin1(pdu.message()))
                            : message(name, pdu);
            case BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER ->
                    name + " as " + TreeText.escaped(pdu.text("system_id"));
            default ->
                    name
                            + (pdu.command().isResponse()
                                    ? " " + SmppTlvs.status(pdu.commandStatus())
                                    : "")
                            + (pdu.text("message_id").isEmpty()
                                    ? ""
                                    : " id " + TreeText.escaped(pdu.text("message_id")));
        };
    }

    private static String message(String name, SmppPdu pdu) throws DecodeException {
        String addresses =
                " from " + pdu.text("source_addr") + " to " + pdu.text("destination_addr");
        return TreeText.escaped(name + addresses)
                + content(SmppView.userData(pdu, pdu.message()), SmppView.alphabet(pdu));
    }

    /** The two fields of a receipt that people look for (SMPP 3.4 appendix B). */
    private static String receipt(String text) {
        Matcher fields = RECEIPT.matcher(text);
        return fields.find()
                ? TreeText.escaped(fields.group(1) + " " + fields.group(2))
                : quoted(text);
    }

    private static String latin1(Octets text) {
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    /** {@return a text in quotation marks, on one line, shortened} */
    public static String quoted(String text) {
        String line = TreeText.escaped(text);
        return '"' + (line.length() <= TEXT ? line : line.substring(0, TEXT - 1) + "…") + '"';
    }
}

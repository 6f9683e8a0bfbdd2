// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Reassembly;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.wire.EventLog;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;

/** Reads what the SMSC delivers. */
final class EsmeReceiver implements MessageReceiverListener {
    private static final int MAX_INCOMPLETE = 100;
    private static final int ESME_RINVCMDID = 0x03;
    private static final Pattern RECEIPT =
            Pattern.compile("id:(?<id>\\S+) .*?stat:(?<state>\\S+)", Pattern.DOTALL);

    private final EventLog<EsmeEvent> log;
    private final Reassembly reassembly = new Reassembly(MAX_INCOMPLETE);

    EsmeReceiver(EventLog<EsmeEvent> log) {
        this.log = log;
    }

    @Override
    public synchronized void onAcceptDeliverSm(DeliverSm pdu) {
        try {
            if (pdu.isSmscDeliveryReceipt()) {
                receipt(octets(pdu).toString(StandardCharsets.ISO_8859_1));
            } else {
                message(pdu);
            }
        } catch (DecodeException | IllegalArgumentException e) { // of an address, say
            log.add(new EsmeEvent.Unreadable("deliver_sm: " + e.getMessage()));
        }
    }

    private void receipt(String text) {
        Matcher fields = RECEIPT.matcher(text);
        log.add(
                fields.find()
                        ? new EsmeEvent.Receipt(fields.group("id"), fields.group("state"), text)
                        : new EsmeEvent.Unreadable("receipt: " + text));
    }

    private void message(DeliverSm pdu) throws DecodeException {
        Alphabet alphabet =
                switch (pdu.getDataCoding()) {
                    case 0 -> Alphabet.GSM_7BIT;
                    case 8 -> Alphabet.UCS2;
                    default -> Alphabet.EIGHT_BIT;
                };
        UserData part = TpduCodec.userDataOfUnpacked(octets(pdu), pdu.isUdhi(), alphabet);
        Optional<UserData> whole = reassembly.add(TpAddress.of(pdu.getSourceAddr()), part);
        if (whole.isPresent()) {
            int parts = part.concatenation().map(InformationElement.Concatenation::total).orElse(1);
            String plus = pdu.getSourceAddrTon() == 1 ? "+" : "";
            log.add(
                    new EsmeEvent.Received(
                            plus + pdu.getSourceAddr(),
                            pdu.getDestAddress(),
                            whole.get().text(alphabet),
                            parts));
        }
    }

    private static Octets octets(DeliverSm pdu) {
        OptionalParameter.Message_payload payload =
                pdu.getOptionalParameter(OptionalParameter.Message_payload.class);
        return Octets.of(payload == null ? pdu.getShortMessage() : payload.getValue());
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session session) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not taken", ESME_RINVCMDID);
    }
}

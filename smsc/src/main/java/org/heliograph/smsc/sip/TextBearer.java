// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;

/**
 * Short messages as {@code text/plain} (RFC 3428), for softphones that know no SMS over IP. The
 * parts of a long message go one by one, as they come.
 */
final class TextBearer {
    static final String CONTENT_TYPE = "text/plain;charset=UTF-8";

    /** TP-PID of what is no reading matter (TS 23.040 §9.2.3.9): Short Message Type 0. */
    private static final int TYPE_0 = 0x40;

    /** From here on: ANSI-136, ME and (U)SIM data download. */
    private static final int FIRST_FOR_MACHINES = 0x7C;

    private static final int LAST_FOR_MACHINES = 0x7F;

    private TextBearer() {}

    /**
     * {@return the text of {@code message}, unless it is no text} Data, whatever is for an
     * application's port or the SIM, and status reports are none.
     */
    static Optional<String> text(ShortMessage message) {
        int protocol = message.protocolIdentifier();
        boolean text =
                !(message.purpose() instanceof Purpose.StatusReport)
                        && !message.dataCodingScheme().compressed()
                        && message.dataCodingScheme().alphabet() != Alphabet.EIGHT_BIT
                        && protocol != TYPE_0
                        && !(protocol >= FIRST_FOR_MACHINES && protocol <= LAST_FOR_MACHINES)
                        && message.userData().header().stream()
                                .noneMatch(TextBearer::isForAnApplication);
        return text
                ? Optional.of(message.userData().text(message.dataCodingScheme().alphabet()))
                : Optional.empty();
    }

    private static boolean isForAnApplication(InformationElement element) {
        return element instanceof InformationElement.Ports
                || element instanceof InformationElement.WirelessControlMessage
                || element instanceof InformationElement.ToolkitSecurityHeader;
    }

    /** {@return what From says of the originator: a number, a short code or a name} */
    static String from(TpAddress originator, String domain) {
        String user = "sip:" + escaped(originator.toString()) + "@" + domain;
        if (originator.isAlphanumeric()) {
            String name = originator.value().replace("\\", "\\\\").replace("\"", "\\\"");
            return '"' + name.replaceAll("[\\r\\n\\f]", " ") + "\" <" + user + ">";
        }
        boolean phone = originator.typeOfNumber() == TypeOfNumber.INTERNATIONAL;
        return "<" + user + (phone ? ";user=phone>" : ">");
    }

    /** The user part of a SIP URI (RFC 3261 §25.1). */
    private static String escaped(String user) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain =
                    (c >= '0' && c <= '9')
                            || (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || "-_.!~*'()+".indexOf(c) >= 0;
            escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return escaped.isEmpty() ? "anonymous" : escaped.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.Reading.Deviation;

/** A PDU as {@code pdu decode} prints it. */
public final class DecodedText {
    private DecodedText() {}

    /**
     * @param full all octets of long fields
     * @return lines, each ended by a line feed
     */
    public static String of(Decoded decoded, boolean full) {
        StringBuilder text = new StringBuilder();
        if (decoded.isGuessed()) {
            text.append("guessed: ").append(decoded.kind().text()).append('\n');
        }
        text.append(TreeTable.of(decoded.tree(), full));
        if (!decoded.deviations().isEmpty()) {
            text.append("deviations forgiven:\n");
        }
        for (Deviation deviation : decoded.deviations()) {
            text.append("  ").append(TreeText.escaped(deviation.toString())).append('\n');
        }
        return text.toString();
    }
}

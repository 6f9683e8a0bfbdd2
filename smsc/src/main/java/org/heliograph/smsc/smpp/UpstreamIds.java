// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The ids of one upstream, brought to one form. Centres write the same id differently in
 * submit_sm_resp and in receipts: padded with zeros, in capitals, one in hex and the other in
 * decimal.
 */
final class UpstreamIds {
    /** Longer ones are no numbers: 128 bits have 39 decimal digits. */
    private static final int LONGEST_NUMBER = 40;

    private static final int DECIMAL = 10;
    private static final int HEX = 16;

    private final String receiptIds;

    /**
     * @param receiptIds how receipts write ids: auto, same, hex or decimal
     */
    UpstreamIds(String receiptIds) {
        this.receiptIds = receiptIds;
    }

    /** {@return the one form of an id that submit_sm_resp gave; empty if it gave none} */
    static String of(String id) {
        String lower = id.strip().toLowerCase(Locale.ROOT);
        int start = 0;
        while (start < lower.length() - 1 && lower.charAt(start) == '0') {
            start++;
        }
        return lower.substring(start);
    }

    /** {@return what {@link #of} may have given for the id in a receipt, the likeliest first} */
    List<String> of(ReceiptReader.Receipt receipt) {
        String same = of(receipt.id());
        Set<String> ids = new LinkedHashSet<>();
        switch (receiptIds) {
            case "hex" -> ids.add(converted(same, HEX, DECIMAL));
            case "decimal" -> ids.add(converted(same, DECIMAL, HEX));
            case "same" -> ids.add(same);
            default -> {
                ids.add(same);
                ids.add(converted(same, DECIMAL, HEX));
                ids.add(converted(same, HEX, DECIMAL));
            }
        }
        return List.copyOf(ids);
    }

    /** {@return {@code id} as it is if it is no number in that notation} */
    private static String converted(String id, int from, int to) {
        boolean number =
                !id.isEmpty()
                        && id.length() <= LONGEST_NUMBER
                        && id.chars().allMatch(c -> c < 0x7F && Character.digit(c, from) >= 0);
        return number ? new BigInteger(id, from).toString(to) : id;
    }
}

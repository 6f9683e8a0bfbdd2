// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;

/**
 * Addresses of one length that differ in some digits: {@code +4477009%06d} is a million of them,
 * {@code +4477009%06d:100-299} those two hundred, and a text without {@code %} is one.
 *
 * @param prefix what stands before the digits
 * @param digits how many digits vary, 0 to 7
 * @param suffix what stands after them
 * @param first number of the first address
 * @param size how many addresses there are
 */
public record AddressRange(String prefix, int digits, String suffix, int first, int size) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<prefix>[^%:]*)"
                            + "(?:%0(?<digits>[1-7])d(?<suffix>[^%:]*)"
                            + "(?::(?<first>\\d{1,7})-(?<last>\\d{1,7}))?)?");

    public AddressRange {
        long end = (long) first + size;
        if (digits < 0 || digits > 7 || first < 0 || size < 1 || end > power(digits)) {
            throw new IllegalArgumentException("no range of " + digits + " digits");
        }
        TpAddress _ = TpAddress.of(text(prefix, digits, suffix, first)); // refuses what is none
    }

    /**
     * @throws IllegalArgumentException if {@code text} is no such pattern, or its addresses are
     *     none
     */
    public static AddressRange of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address; a range looks like +4477009%06d or %03d:0-99");
        }
        if (form.group("digits") == null) {
            return new AddressRange(text, 0, "", 0, 1);
        }
        int digits = Integer.parseInt(form.group("digits"));
        int first = form.group("first") == null ? 0 : Integer.parseInt(form.group("first"));
        int last =
                form.group("last") == null
                        ? power(digits) - 1
                        : Integer.parseInt(form.group("last"));
        return new AddressRange(
                form.group("prefix"), digits, form.group("suffix"), first, last - first + 1);
    }

    private static String text(String prefix, int digits, String suffix, int number) {
        String digitsText = digits == 0 ? "" : String.valueOf(power(digits) + number).substring(1);
        return prefix + digitsText + suffix;
    }

    private static int power(int digits) {
        int power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    private TpAddress firstAddress() {
        return TpAddress.of(text(prefix, digits, suffix, first));
    }

    /** {@return the octet for addr_ton (SMPP 3.4 §5.2.5)} */
    int typeOfNumber() {
        TypeOfNumber type = firstAddress().typeOfNumber();
        return switch (type) {
            case UNKNOWN, RESERVED -> 0;
            case INTERNATIONAL -> 1;
            case NATIONAL -> 2;
            case NETWORK_SPECIFIC -> 3;
            case SUBSCRIBER -> 4;
            case ALPHANUMERIC -> 5;
            case ABBREVIATED -> 6;
        };
    }

    /** {@return the octet for addr_npi (§5.2.6)} */
    int numberingPlan() {
        TpAddress address = firstAddress();
        return address.isAlphanumeric() ? 0 : address.numberingPlan().value();
    }

    /** {@return the first address as an address field has it, without a plus sign} */
    byte[] octets() {
        return firstAddress().value().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return an address as it is written}
     *
     * @param index 0 to size - 1
     */
    public String text(int index) {
        return text(prefix, digits, suffix, first + index);
    }

    /** {@return where in the field the varying digits begin} */
    int digitsAt() {
        return octets().length - suffix.length() - digits;
    }

    /**
     * Writes the digits of one address over those of another.
     *
     * @param index 0 to size - 1
     */
    void writeDigits(int index, byte[] to, int at) {
        int rest = first + index;
        for (int i = digits - 1; i >= 0; i--) {
            to[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * What one would write by hand to read and write the samples and nothing else: no errors, no
 * records, no other type of number, no extension table.
 */
final class MinimalSms {
    private static final byte[] DIGITS = "0123456789*#abc?".getBytes(StandardCharsets.US_ASCII);
    private static final char[] CHARACTERS =
            ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
                    .toCharArray();
    private static final byte[] SEPTETS = new byte[0x400]; // the Greek letters are below U+0400

    static {
        for (int i = 0; i < CHARACTERS.length; i++) {
            SEPTETS[CHARACTERS[i]] = (byte) i;
        }
    }

    private MinimalSms() {}

    /** What was read. */
    static final class Deliver {
        String originator = "";
        int protocolIdentifier;
        int dataCodingScheme;
        long epochSecond;
        int reference;
        int total;
        int sequence;
        String text = "";
    }

    static Deliver decode(byte[] pdu) {
        return decode(pdu, 0);
    }

    /** Reads RP-DATA towards the MS, of which only the user data is of interest. */
    static Deliver decodeInRpData(byte[] pdu) {
        int at = 2;
        at += 1 + pdu[at]; // originator
        at += 1 + pdu[at]; // destination
        return decode(pdu, at + 1);
    }

    private static Deliver decode(byte[] pdu, int start) {
        Deliver deliver = new Deliver();
        int at = start;
        boolean headed = (pdu[at++] & 0x40) != 0;
        int digits = pdu[at++];
        at++;
        byte[] number = new byte[digits];
        for (int i = 0; i < digits; i += 2) {
            int octet = pdu[at++];
            number[i] = DIGITS[octet & 0xF];
            if (i + 1 < digits) {
                number[i + 1] = DIGITS[octet >> 4 & 0xF];
            }
        }
        deliver.originator = new String(number, StandardCharsets.ISO_8859_1);
        deliver.protocolIdentifier = pdu[at++];
        deliver.dataCodingScheme = pdu[at++];
        deliver.epochSecond = epochSecond(pdu, at);
        at += 7;
        int length = pdu[at++] & 0xFF;
        int headerOctets = 0;
        if (headed) {
            headerOctets = 1 + pdu[at];
            deliver.reference = pdu[at + 3];
            deliver.total = pdu[at + 4];
            deliver.sequence = pdu[at + 5];
        }
        if (deliver.dataCodingScheme == 0) {
            int before = (headerOctets * 8 + 6) / 7;
            deliver.text =
                    gsm7(pdu, at + headerOctets, before * 7 - headerOctets * 8, length - before);
        } else {
            deliver.text = new String(pdu, at, length, StandardCharsets.UTF_16BE);
        }
        return deliver;
    }

    private static long epochSecond(byte[] pdu, int at) {
        int zone = swapped(pdu[at + 6] & ~0x08) * ((pdu[at + 6] & 0x08) == 0 ? 900 : -900);
        LocalDate date =
                LocalDate.of(2000 + swapped(pdu[at]), swapped(pdu[at + 1]), swapped(pdu[at + 2]));
        return date.toEpochDay() * 86_400
                + swapped(pdu[at + 3]) * 3_600L
                + swapped(pdu[at + 4]) * 60L
                + swapped(pdu[at + 5])
                - zone;
    }

    private static int swapped(int octet) {
        return (octet & 0xF) * 10 + (octet >> 4 & 0xF);
    }

    private static String gsm7(byte[] pdu, int start, int fill, int septets) {
        char[] text = new char[septets];
        int at = start;
        int pending = 0;
        int bits = 0;
        if (fill > 0) {
            pending = (pdu[at++] & 0xFF) >> fill;
            bits = 8 - fill;
        }
        for (int i = 0; i < septets; i++) {
            if (bits < 7) {
                pending |= (pdu[at++] & 0xFF) << bits;
                bits += 8;
            }
            text[i] = CHARACTERS[pending & 0x7F];
            pending >>= 7;
            bits -= 7;
        }
        return new String(text);
    }

    /**
     * @param header its octets, TP-UDHL first; empty if there is none
     */
    static byte[] encode(
            String number, LocalDateTime time, int zoneQuarters, byte[] header, String text) {
        byte[] out = new byte[164];
        return Arrays.copyOf(out, encode(out, 0, number, time, zoneQuarters, header, text));
    }

    /** Writes RP-DATA towards the MS. */
    static byte[] encodeInRpData(
            byte[] serviceCentre,
            String number,
            LocalDateTime time,
            int zoneQuarters,
            byte[] header,
            String text) {
        byte[] out = new byte[200];
        int at = 0;
        out[at++] = 1;
        out[at++] = Samples.REFERENCE;
        System.arraycopy(serviceCentre, 0, out, at, serviceCentre.length);
        at += serviceCentre.length;
        out[at++] = 0;
        int end = encode(out, at + 1, number, time, zoneQuarters, header, text);
        out[at] = (byte) (end - at - 1);
        return Arrays.copyOf(out, end);
    }

    private static int encode(
            byte[] out,
            int start,
            String number,
            LocalDateTime time,
            int zoneQuarters,
            byte[] header,
            String text) {
        int at = start;
        out[at++] = (byte) (header.length == 0 ? 0x04 : 0x44);
        out[at++] = (byte) number.length();
        out[at++] = (byte) 0x91;
        for (int i = 0; i < number.length(); i += 2) {
            int second = i + 1 < number.length() ? number.charAt(i + 1) - '0' : 0xF;
            out[at++] = (byte) (second << 4 | number.charAt(i) - '0');
        }
        boolean wide = text.charAt(0) > 0xFF;
        out[at++] = 0;
        out[at++] = (byte) (wide ? 8 : 0);
        out[at++] = swap(time.getYear() - 2000);
        out[at++] = swap(time.getMonthValue());
        out[at++] = swap(time.getDayOfMonth());
        out[at++] = swap(time.getHour());
        out[at++] = swap(time.getMinute());
        out[at++] = swap(time.getSecond());
        out[at++] = swap(zoneQuarters);
        int before = (header.length * 8 + 6) / 7;
        out[at++] = (byte) (wide ? header.length + 2 * text.length() : before + text.length());
        System.arraycopy(header, 0, out, at, header.length);
        at += header.length;
        return wide ? ucs2(out, at, text) : gsm7(out, at, before * 7 - header.length * 8, text);
    }

    private static byte swap(int number) {
        return (byte) (number % 10 << 4 | number / 10);
    }

    private static int ucs2(byte[] out, int start, String text) {
        int at = start;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            out[at++] = (byte) (character >> 8);
            out[at++] = (byte) character;
        }
        return at;
    }

    private static int gsm7(byte[] out, int start, int fill, String text) {
        int at = start;
        int pending = 0;
        int bits = fill;
        for (int i = 0; i < text.length(); i++) {
            pending |= SEPTETS[text.charAt(i)] << bits;
            bits += 7;
            if (bits >= 8) {
                out[at++] = (byte) pending;
                pending >>= 8;
                bits -= 8;
            }
        }
        if (bits > 0) {
            out[at++] = (byte) pending;
        }
        return at;
    }
}

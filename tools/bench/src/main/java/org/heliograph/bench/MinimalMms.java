// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one would write by hand to read and write the samples and nothing else: no errors, no
 * records, no charsets, no headers but theirs.
 */
final class MinimalMms {
    private MinimalMms() {}

    /** What was read. */
    static final class Headers {
        String transactionId = "";
        String from = "";
        String subject = "";
        String location = "";
        String mediaType = "";
        String type = "";
        String start = "";
        final List<String> to = new ArrayList<>();
        int version;
        int messageClass;
        int priority;
        boolean deliveryReport;
        boolean readReport;
        long date;
        long size;
        long expiry;
        int end;
    }

    static Headers decode(byte[] pdu) {
        Headers headers = new Headers();
        int at = 2;
        while (at < pdu.length) {
            int field = pdu[at++] & 0x7F;
            switch (field) {
                case 0x18, 0x16, 0x03, 0x17 -> {
                    String text = text(pdu, at);
                    at += text.length() + 1;
                    switch (field) {
                        case 0x18 -> headers.transactionId = text;
                        case 0x16 -> headers.subject = text;
                        case 0x03 -> headers.location = text;
                        default -> headers.to.add(text);
                    }
                }
                case 0x09 -> {
                    headers.from = pdu[at + 1] == (byte) 0x80 ? text(pdu, at + 2) : "";
                    at += 1 + pdu[at];
                }
                case 0x05 -> {
                    headers.date = number(pdu, at);
                    at += 1 + pdu[at];
                }
                case 0x0e -> {
                    headers.size = number(pdu, at);
                    at += 1 + pdu[at];
                }
                case 0x08 -> {
                    headers.expiry = number(pdu, at + 2);
                    at += 1 + pdu[at];
                }
                case 0x04 -> {
                    contentType(headers, pdu, at + 1);
                    headers.end = at + 1 + pdu[at];
                    return headers;
                }
                default -> {
                    int octet = pdu[at++] & 0xFF;
                    switch (field) {
                        case 0x0d -> headers.version = octet & 0x7F;
                        case 0x0a -> headers.messageClass = octet;
                        case 0x0f -> headers.priority = octet;
                        case 0x06 -> headers.deliveryReport = octet == 128;
                        default -> headers.readReport = octet == 128;
                    }
                }
            }
        }
        return headers;
    }

    private static void contentType(Headers headers, byte[] pdu, int start) {
        int at = start;
        headers.mediaType = "application/vnd.wap.multipart.related"; // 0x33
        at += 2;
        headers.type = text(pdu, at);
        at += headers.type.length() + 2;
        headers.start = text(pdu, at);
    }

    private static String text(byte[] pdu, int start) {
        int end = start;
        while (pdu[end] != 0) {
            end++;
        }
        return new String(pdu, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] pdu, int at) {
        long value = 0;
        for (int i = 1; i <= pdu[at]; i++) {
            value = value << 8 | (pdu[at + i] & 0xFF);
        }
        return value;
    }

    static byte[] encodeNotification() {
        byte[] out = new byte[512];
        int at = text(out, head(out, 0x82), 0x18, Samples.TRANSACTION_ID);
        at = octet(out, at, 0x0d, 0x93);
        out[at++] = (byte) 0x89;
        out[at++] = (byte) (Samples.SENDER.length() + 2);
        out[at++] = (byte) 0x80;
        at = text(out, at, Samples.SENDER);
        at = text(out, at, 0x16, Samples.SUBJECT);
        at = octet(out, at, 0x0a, 0x80);
        out[at++] = (byte) 0x8e;
        at = number(out, at, Samples.BODY_OCTETS);
        at = expiry(out, at);
        at = text(out, at, 0x03, Samples.LOCATION);
        return Arrays.copyOf(out, at);
    }

    static byte[] encodeSendReq(byte[] body) {
        byte[] out = new byte[body.length + 512];
        int at = text(out, head(out, 0x80), 0x18, Samples.TRANSACTION_ID);
        at = octet(out, at, 0x0d, 0x93);
        out[at++] = (byte) 0x85;
        at = number(out, at, Samples.SENT.getEpochSecond());
        out[at++] = (byte) 0x89;
        out[at++] = 1;
        out[at++] = (byte) 0x81;
        for (String recipient : Samples.RECIPIENTS) {
            at = text(out, at, 0x17, recipient);
        }
        at = text(out, at, 0x16, Samples.SUBJECT);
        at = octet(out, at, 0x0a, 0x80);
        at = expiry(out, at);
        at = octet(out, at, 0x0f, 0x81);
        at = octet(out, at, 0x06, 0x80);
        at = octet(out, at, 0x10, 0x81);
        out[at++] = (byte) 0x84;
        int length = at++;
        out[at++] = (byte) 0xb3;
        at = text(out, at, 0x09, "application/smil");
        at = text(out, at, 0x0a, "<smil>");
        out[length] = (byte) (at - length - 1);
        System.arraycopy(body, 0, out, at, body.length);
        return Arrays.copyOf(out, at + body.length);
    }

    private static int head(byte[] out, int type) {
        return octet(out, 0, 0x0c, type);
    }

    private static int octet(byte[] out, int start, int field, int value) {
        out[start] = (byte) (field | 0x80);
        out[start + 1] = (byte) value;
        return start + 2;
    }

    private static int text(byte[] out, int start, int field, String text) {
        out[start] = (byte) (field | 0x80);
        return text(out, start + 1, text);
    }

    private static int text(byte[] out, int start, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(octets, 0, out, start, octets.length);
        return start + octets.length + 1;
    }

    private static int expiry(byte[] out, int start) {
        out[start] = (byte) 0x88;
        out[start + 2] = (byte) 0x81;
        int end = number(out, start + 3, Samples.EXPIRY.toSeconds());
        out[start + 1] = (byte) (end - start - 2);
        return end;
    }

    private static int number(byte[] out, int start, long value) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8;
        out[start] = (byte) length;
        for (int i = 0; i < length; i++) {
            out[start + 1 + i] = (byte) (value >> (8 * (length - 1 - i)));
        }
        return start + 1 + length;
    }
}

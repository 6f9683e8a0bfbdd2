// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A RADIUS packet (RFC 2865 §3). Its attributes are known to end where they say once it is read;
 * each has at most 253 octets.
 */
final class Packet {
    static final int ACCOUNTING_REQUEST = 4;
    private static final int ACCOUNTING_RESPONSE = 5;

    /** RFC 2865 §3; what comes behind the stated length is padding. */
    static final int LONGEST = 4096;

    private static final int HEADER = 20;
    private static final int AUTHENTICATOR = 4; // where it begins
    private static final int AUTHENTICATOR_OCTETS = 16;

    private static final int VENDOR_SPECIFIC = 26;
    private static final int VENDOR_ID = 4; // octets
    private static final int PROXY_STATE = 33;

    private final byte[] octets;

    private Packet(byte[] octets) {
        this.octets = octets;
    }

    /**
     * @param length of what arrived; {@code datagram} may be longer
     */
    static Packet read(byte[] datagram, int length) throws MalformedPacket {
        if (length < HEADER) {
            throw new MalformedPacket(length + " octets, at least " + HEADER);
        }
        int stated = unsigned(datagram, 2) << 8 | unsigned(datagram, 3);
        if (stated < HEADER || stated > length || stated > LONGEST) {
            throw new MalformedPacket("length " + stated + " in " + length + " octets");
        }
        for (int at = HEADER; at < stated; at += unsigned(datagram, at + 1)) {
            if (stated - at < 2
                    || unsigned(datagram, at + 1) < 2
                    || unsigned(datagram, at + 1) > stated - at) {
                throw new MalformedPacket("an attribute at octet " + at + " has no such length");
            }
        }
        return new Packet(Arrays.copyOf(datagram, stated));
    }

    private static int unsigned(byte[] octets, int at) {
        return octets[at] & 0xFF;
    }

    int code() {
        return unsigned(octets, 0);
    }

    /** {@return whether whoever knows {@code secret} has written it (RFC 2866 §3)} */
    boolean isBy(byte[] secret) {
        byte[] zeroed = octets.clone();
        Arrays.fill(zeroed, AUTHENTICATOR, HEADER, (byte) 0);
        return MessageDigest.isEqual(
                md5(zeroed, secret), Arrays.copyOfRange(octets, AUTHENTICATOR, HEADER));
    }

    /** {@return Accounting-Response, with the Proxy-States of this request (RFC 2866 §4.2)} */
    byte[] response(byte[] secret) {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        for (int at = HEADER; at < octets.length; at += unsigned(octets, at + 1)) {
            if (unsigned(octets, at) == PROXY_STATE) {
                attributes.write(octets, at, unsigned(octets, at + 1));
            }
        }
        byte[] response =
                ByteBuffer.allocate(HEADER + attributes.size())
                        .put((byte) ACCOUNTING_RESPONSE)
                        .put(octets[1])
                        .putShort((short) (HEADER + attributes.size()))
                        .put(octets, AUTHENTICATOR, AUTHENTICATOR_OCTETS)
                        .put(attributes.toByteArray())
                        .array();
        byte[] authenticator = md5(response, secret);
        System.arraycopy(authenticator, 0, response, AUTHENTICATOR, AUTHENTICATOR_OCTETS);
        return response;
    }

    private static byte[] md5(byte[] packet, byte[] secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5"); // RFC 2866 §3 knows no other
            md5.update(packet);
            return md5.digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }

    /** {@return the value of the first attribute of {@code type}} */
    Optional<byte[]> first(int type) {
        for (int at = HEADER; at < octets.length; at += unsigned(octets, at + 1)) {
            if (unsigned(octets, at) == type) {
                return Optional.of(
                        Arrays.copyOfRange(octets, at + 2, at + unsigned(octets, at + 1)));
            }
        }
        return Optional.empty();
    }

    /** {@return its first attribute of {@code type} as text; nothing if it is empty} */
    Optional<String> text(int type) {
        return first(type).map(Packet::text).filter(text -> !text.isEmpty());
    }

    static String text(byte[] value) {
        return new String(value, UTF_8);
    }

    /** {@return its first attribute of {@code type} as a number of 32 bits} */
    Optional<Integer> number(int type) throws MalformedPacket {
        Optional<byte[]> value = first(type);
        if (value.isPresent() && value.get().length != Integer.BYTES) {
            throw new MalformedPacket("attribute " + type + " has not four octets");
        }
        return value.map(octets -> ByteBuffer.wrap(octets).getInt());
    }

    /**
     * {@return the value of the first sub-attribute {@code type} of {@code vendor} (RFC 2865
     * §5.26)}
     */
    Optional<byte[]> ofVendor(int vendor, int type) {
        for (int at = HEADER; at < octets.length; at += unsigned(octets, at + 1)) {
            int end = at + unsigned(octets, at + 1);
            int inner = at + 2 + VENDOR_ID;
            if (unsigned(octets, at) == VENDOR_SPECIFIC
                    && inner <= end
                    && ByteBuffer.wrap(octets).getInt(at + 2) == vendor) {
                // another vendor's form is no fault: what does not fit is not looked at
                while (inner + 2 <= end
                        && unsigned(octets, inner + 1) >= 2
                        && inner + unsigned(octets, inner + 1) <= end) {
                    int next = inner + unsigned(octets, inner + 1);
                    if (unsigned(octets, inner) == type) {
                        return Optional.of(Arrays.copyOfRange(octets, inner + 2, next));
                    }
                    inner = next;
                }
            }
        }
        return Optional.empty();
    }
}

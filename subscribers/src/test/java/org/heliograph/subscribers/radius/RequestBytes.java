// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Accounting-Requests as a NAS writes them. */
final class RequestBytes {
    private final int code;
    private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();

    RequestBytes(int code) {
        this.code = code;
    }

    static RequestBytes accounting(int status, String session) {
        return new RequestBytes(4)
                .with(40, ByteBuffer.allocate(4).putInt(status).array())
                .with(32, "pgw1".getBytes(UTF_8))
                .with(44, session.getBytes(UTF_8));
    }

    RequestBytes with(int type, byte[] value) {
        attributes.write(type);
        attributes.write(value.length + 2);
        attributes.writeBytes(value);
        return this;
    }

    RequestBytes calling(String msisdn) {
        return with(31, msisdn.getBytes(UTF_8));
    }

    RequestBytes imsi(String imsi) {
        byte[] digits = imsi.getBytes(UTF_8);
        return with(
                26,
                ByteBuffer.allocate(6 + digits.length)
                        .putInt(10_415)
                        .put((byte) 1)
                        .put((byte) (2 + digits.length))
                        .put(digits)
                        .array());
    }

    RequestBytes ipv4(String address) {
        return with(8, InetAddress.ofLiteral(address).getAddress());
    }

    RequestBytes ipv6Prefix(String network, int bits) {
        byte[] octets = InetAddress.ofLiteral(network).getAddress();
        return with(
                97,
                ByteBuffer.allocate(2 + bits / 8)
                        .put((byte) 0)
                        .put((byte) bits)
                        .put(octets, 0, bits / 8)
                        .array());
    }

    byte[] signed(String secret) throws Exception {
        byte[] packet =
                ByteBuffer.allocate(20 + attributes.size())
                        .put((byte) code)
                        .put((byte) 7)
                        .putShort((short) (20 + attributes.size()))
                        .put(new byte[16])
                        .put(attributes.toByteArray())
                        .array();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(packet);
        System.arraycopy(md5.digest(secret.getBytes(UTF_8)), 0, packet, 4, 16);
        return packet;
    }
}

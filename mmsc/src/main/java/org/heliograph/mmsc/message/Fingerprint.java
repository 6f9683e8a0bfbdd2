// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MForwardReq;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;

/**
 * 64 bits by which a PDU of one sender is told from all others of his. Two CRCs with different
 * polynomials, because both together are far faster than a digest; that they can be made to collide
 * harms nobody but the sender who does so.
 */
public final class Fingerprint extends OutputStream {
    private final CRC32 one = new CRC32();
    private final CRC32C other = new CRC32C();

    private Fingerprint() {}

    /** {@return that of a request to forward, which has no body} */
    public static long of(MForwardReq request) {
        MForwardReq undated = new MForwardReq(undated(request.headers()));
        byte[] octets = MmsCodec.encode(undated).toArray();
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.write(octets, 0, octets.length);
        return fingerprint.value();
    }

    /** {@return that of a PDU without its Date, which some handsets renew with each attempt} */
    public static long of(MmsHeaders headers, Body body) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        MmsCodec.encode(new MSendReq(undated(headers), Octets.EMPTY)).writeTo(fingerprint);
        if (body instanceof Body.InMemory(Octets octets)) {
            octets.writeTo(fingerprint);
        } else {
            try (InputStream in = body.open()) {
                in.transferTo(fingerprint);
            }
        }
        return fingerprint.value();
    }

    private static MmsHeaders undated(MmsHeaders headers) {
        return headers.toBuilder().remove(MmsField.DATE).build();
    }

    private long value() {
        return one.getValue() << 32 | other.getValue();
    }

    @Override
    public void write(int octet) {
        one.update(octet);
        other.update(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        one.update(octets, offset, length);
        other.update(octets, offset, length);
    }
}

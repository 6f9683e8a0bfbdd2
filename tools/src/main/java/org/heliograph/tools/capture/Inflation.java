// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.heliograph.pdu.Octets;

/**
 * A body without its Content-Encoding (RFC 9110 §8.4.1).
 *
 * @param octets inflated; as they came where that is not possible
 * @param trouble why it is not; empty if it is
 */
record Inflation(Octets octets, String trouble) {
    /**
     * @param most octets to inflate to
     */
    static Inflation of(String encoding, Octets body, int most) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> new Inflation(body, "");
            case "gzip", "x-gzip", "deflate" -> inflate(encoding, body, most);
            default -> new Inflation(body, "Content-Encoding " + encoding + " is not read here");
        };
    }

    private static Inflation inflate(String encoding, Octets body, int most) {
        try (InputStream in =
                encoding.strip().equalsIgnoreCase("deflate")
                        ? new InflaterInputStream(body.asInputStream())
                        : new GZIPInputStream(body.asInputStream())) {
            byte[] inflated = in.readNBytes(most + 1);
            return inflated.length > most
                    ? new Inflation(body, "inflates to more than " + most + " octets")
                    : new Inflation(Octets.ofOwned(inflated), "");
        } catch (IOException e) {
            return new Inflation(body, "does not inflate: " + e.getMessage());
        }
    }
}

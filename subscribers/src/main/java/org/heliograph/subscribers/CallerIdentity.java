// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.net.InetAddress;
import java.util.function.Function;
import org.heliograph.config.MmscSettings;
import org.jspecify.annotations.Nullable;

/**
 * Tells which subscriber an HTTP request on MM1 belongs to: from the packet gateway's header,
 * believed from trusted addresses.
 */
public final class CallerIdentity {
    /** Who called, or why nobody can tell. */
    public sealed interface Answer {
        record Known(Msisdn msisdn) implements Answer {}

        /**
         * @param code stable, for the log: {@code untrusted-proxy}, {@code no-identity}, {@code
         *     bad-identity}
         */
        record Unknown(String code, String reason) implements Answer {}
    }

    public CallerIdentity(MmscSettings.Identity settings) {}

    /**
     * @param header gives a header's value, or null
     */
    public Answer of(InetAddress remote, Function<String, @Nullable String> header) {
        throw new UnsupportedOperationException();
    }
}

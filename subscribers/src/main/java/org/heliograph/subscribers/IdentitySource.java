// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One of those who may know who calls. Asked for each request, on its thread. */
public interface IdentitySource {
    /**
     * A request.
     *
     * @param remote who sent it
     * @param gateway what is believed of {@code remote}; nothing: it is no gateway of ours
     * @param handset the handset's address: {@code remote}, unless a gateway says another
     * @param header gives a header's value, or null; values of a repeated header joined by commas
     *     (RFC 9110 §5.3)
     */
    record Call(
            InetAddress remote,
            Optional<Gateway> gateway,
            InetAddress handset,
            Function<String, @Nullable String> header) {}

    /**
     * What a source says. Codes are stable, for the log; reasons hold nothing that a peer wrote.
     */
    sealed interface Answer {
        record Known(Msisdn msisdn) implements Answer {}

        /** It cannot tell, and another may. */
        record Silent(String code, String reason) implements Answer {}

        /** It was told something that cannot be true, so that nobody is to be believed. */
        record Refused(String code, String reason) implements Answer {}
    }

    /** {@return its name in settings and logs} */
    String name();

    /** {@return whether it asks others, which is worth it only where nobody else knows} */
    default boolean asksOthers() {
        return false;
    }

    Answer of(Call call);
}

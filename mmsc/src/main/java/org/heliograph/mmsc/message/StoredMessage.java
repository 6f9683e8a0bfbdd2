// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;
import java.util.List;
import org.heliograph.subscribers.Msisdn;

/**
 * A message in the MMBox of one subscriber (TS 23.140 §7.1.4). Its content is that of the message
 * it was stored from, not a copy.
 *
 * @param token its content location, of which only {@code owner} gets anything
 * @param origin what it was stored from; the same of one owner again is the same message
 * @param message as it was sent, but that {@code expiresAt} is when the MMBox lets go of it
 * @param flags keywords of the owner's own, sorted, each once
 */
public record StoredMessage(
        Token token,
        Msisdn owner,
        String origin,
        MultimediaMessage message,
        MmState state,
        List<String> flags,
        Instant storedAt) {
    private static final String SENT = "sent:";
    private static final String RECEIVED = "received:";
    private static final String UPLOADED = "uploaded:";

    public StoredMessage {
        flags = List.copyOf(flags);
    }

    /** {@return the origin of what the owner sent} */
    public static String sent(MessageId id) {
        return SENT + id.value();
    }

    /** {@return the origin of what was notified to the owner} */
    public static String received(Token recipient) {
        return RECEIVED + recipient.value();
    }

    /** {@return the origin of what the owner's user agent put there} */
    public static String uploaded(long fingerprint) {
        return UPLOADED + Long.toHexString(fingerprint);
    }

    /** {@return whether the owner wrote it, so that nothing of it is hidden from him} */
    public boolean isOwn() {
        return !origin.startsWith(RECEIVED);
    }

    public boolean isUploaded() {
        return origin.startsWith(UPLOADED);
    }

    /** {@return the same one as its owner marks it} */
    public StoredMessage marked(MmState nowState, List<String> nowFlags) {
        return new StoredMessage(token, owner, origin, message, nowState, nowFlags, storedAt);
    }
}

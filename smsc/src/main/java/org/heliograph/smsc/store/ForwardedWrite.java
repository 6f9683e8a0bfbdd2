// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Forwarded;
import org.heliograph.smsc.queue.ForwardedStore;
import org.heliograph.smsc.queue.UpstreamReceipt;

/** What one caller wants written about forwarded messages, and is told. */
final class ForwardedWrite {
    final List<Forwarded> inserts;
    final List<ForwardedStore.Conclusion> conclusions;

    /** Receipts to keep, from {@link #at} on. */
    final List<UpstreamReceipt> kept;

    /** Receipts to forget, and all that were kept before {@link #at}. */
    final List<UpstreamReceipt> dropped;

    final Instant at;

    /** Those of the conclusions that were the first of their messages. */
    final Set<MessageId> concluded = new HashSet<>();

    int droppedOld;

    private ForwardedWrite(
            List<Forwarded> inserts,
            List<ForwardedStore.Conclusion> conclusions,
            List<UpstreamReceipt> kept,
            List<UpstreamReceipt> dropped,
            Instant at) {
        this.inserts = inserts;
        this.conclusions = conclusions;
        this.kept = kept;
        this.dropped = dropped;
        this.at = at;
    }

    static ForwardedWrite nothing() {
        return inserting(List.of());
    }

    static ForwardedWrite inserting(List<Forwarded> inserts) {
        return new ForwardedWrite(inserts, List.of(), List.of(), List.of(), Instant.MIN);
    }

    static ForwardedWrite concluding(List<ForwardedStore.Conclusion> conclusions) {
        return new ForwardedWrite(List.of(), conclusions, List.of(), List.of(), Instant.MIN);
    }

    static ForwardedWrite keeping(List<UpstreamReceipt> receipts, Instant at) {
        return new ForwardedWrite(List.of(), List.of(), receipts, List.of(), at);
    }

    static ForwardedWrite dropping(List<UpstreamReceipt> receipts, Instant until) {
        return new ForwardedWrite(List.of(), List.of(), List.of(), receipts, until);
    }

    /** {@return whether there is nothing to do, and nothing to be told} */
    boolean isNothing() {
        return inserts.isEmpty()
                && conclusions.isEmpty()
                && kept.isEmpty()
                && dropped.isEmpty()
                && !drops();
    }

    /** {@return whether old receipts are to go} */
    boolean drops() {
        return !at.equals(Instant.MIN) && kept.isEmpty();
    }
}

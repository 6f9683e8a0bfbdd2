// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Routed;

/** Messages that other centres have, until these tell what became of them. */
public interface ForwardedStore {
    /**
     * The end of a forwarded message.
     *
     * @param states what is to be known of it
     * @param goesOn what takes its place; empty: nothing, it has ended
     * @param record what is charged for it
     */
    record Conclusion(
            MessageId id,
            List<FinalState> states,
            List<Routed> reports,
            Optional<Forwarded> goesOn,
            Optional<ChargingRecord> record) {

        public Conclusion(MessageId id, List<FinalState> states, List<Routed> reports) {
            this(id, states, reports, Optional.empty(), Optional.empty());
        }
    }

    /** {@return all that an upstream may mean by any of these ids, those forwarded first first} */
    List<Forwarded> forwarded(String upstream, List<String> upstreamIds) throws StoreException;

    /** {@return the forwarded message of that id of ours} */
    Optional<Forwarded> forwarded(MessageId id) throws StoreException;

    /** {@return those that nothing is to be expected of since {@code now}, a bounded number} */
    List<Forwarded> overdue(Instant now) throws StoreException;

    /**
     * Ends forwarded messages, all in one transaction. Nothing is done about those that have ended
     * already.
     *
     * @return those that ended now
     */
    Set<MessageId> conclude(List<Conclusion> conclusions) throws StoreException;

    /** Keeps receipts of messages that are not known, or not yet. */
    void keepEarly(List<UpstreamReceipt> receipts, Instant now) throws StoreException;

    /** {@return receipts that were kept, the latest first, a bounded number} */
    List<UpstreamReceipt> early() throws StoreException;

    /**
     * Forgets receipts.
     *
     * @param until all that were kept before are to go
     * @param matched are to go
     * @return how many of the former have gone
     */
    int dropEarly(Instant until, List<UpstreamReceipt> matched) throws StoreException;
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.UncertainStoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/**
 * Stores messages of a node among several, so that somebody carries them: each destination is held
 * already, is claimed in the same transaction, or its holder is told in it.
 */
final class SharedWrite {
    private final MessageWriter writer;
    private final SharedClaims claims;
    private final SortedMap<String, Long> firsts = new TreeMap<>();
    private final List<Route.Destination> destinations;

    SharedWrite(MessageWriter writer, SharedClaims claims, List<Routed> messages) {
        this.writer = writer;
        this.claims = claims;
        this.destinations = messages.stream().map(Routed::destination).distinct().toList();
        for (Routed routed : messages) {
            firsts.merge(routed.destination().text(), routed.message().id().value(), Math::min);
        }
    }

    void write(MessageWriter.Rows rows, ForwardedWrite forwarded) throws StoreException {
        List<Route.Destination> others = claims.held().enter(destinations);
        try {
            long node = claims.node();
            if (!claims.valid()) {
                throw new StoreException("this node has lost its lease, and joins anew");
            }
            var unheld = new TreeMap<String, Long>();
            for (Route.Destination other : others) {
                unheld.put(other.text(), firsts.getOrDefault(other.text(), 0L));
            }
            ClaimStatements.Gained gained =
                    writer.write(rows, forwarded, new MessageWriter.Claiming(node, unheld, true));
            if (claims.valid() && claims.node() == node) {
                gained.mine().stream()
                        .filter(unheld::containsKey) // others may have shared the transaction
                        .forEach(text -> claims.gained(text, gained.behind().contains(text)));
            } else { // others may have read what waits before this was there
                writer.write(
                        MessageWriter.Rows.NONE,
                        ForwardedWrite.nothing(),
                        new MessageWriter.Claiming(node, firsts, false));
            }
        } catch (UncertainStoreException e) {
            claims.doubt();
            throw e;
        } finally {
            claims.held().exit(destinations);
        }
    }
}

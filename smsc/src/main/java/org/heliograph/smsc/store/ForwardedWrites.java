// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.smsc.queue.Forwarded;
import org.heliograph.smsc.queue.ForwardedStore;
import org.heliograph.smsc.queue.UpstreamReceipt;

/** What is written about messages that other centres have, on one connection. */
final class ForwardedWrites {
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement keep;
    private final PreparedStatement drop;
    private final PreparedStatement dropOld;

    /**
     * @param insertUnlessThere keeps a forwarded message that may be there already
     */
    ForwardedWrites(Connection connection, String insertUnlessThere) throws SQLException {
        this.insert = connection.prepareStatement(insertUnlessThere);
        this.delete = connection.prepareStatement("DELETE FROM forwarded WHERE id = ?");
        this.keep =
                connection.prepareStatement(
                        "INSERT INTO early_receipt"
                                + " (upstream, ids, addresses, state, error, kept_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)");
        this.drop =
                connection.prepareStatement(
                        "DELETE FROM early_receipt WHERE upstream = ? AND ids = ?"
                                + " AND state = ?");
        this.dropOld = connection.prepareStatement("DELETE FROM early_receipt WHERE kept_at < ?");
    }

    /** Forgets what a group that failed may have left. */
    void clear() throws SQLException {
        for (PreparedStatement batch : List.of(insert, delete, keep, drop)) {
            batch.clearBatch();
        }
    }

    /**
     * {@return the conclusions that were the first of their messages: what they bring is the
     * caller's to write}
     */
    List<ForwardedStore.Conclusion> write(List<ForwardedWrite> group) throws SQLException {
        List<Forwarded> inserts = new ArrayList<>();
        for (ForwardedWrite write : group) {
            inserts.addAll(write.inserts);
            keep(write.kept, write.at);
            if (write.drops()) {
                write.droppedOld = drop(write.at, write.dropped);
            }
        }
        insert(inserts);
        List<ForwardedStore.Conclusion> first = delete(group);
        insert(first.stream().flatMap(one -> one.goesOn().stream()).toList());
        return first;
    }

    private void insert(List<Forwarded> forwarded) throws SQLException {
        if (forwarded.isEmpty()) {
            return;
        }
        for (Forwarded one : forwarded) {
            insert.setLong(1, one.message().id().value());
            insert.setString(2, one.upstream());
            insert.setString(3, one.upstreamId());
            insert.setLong(4, one.expiresAt().toEpochMilli());
            insert.setBytes(5, MessageBody.write(one.message()).toArray());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private List<ForwardedStore.Conclusion> delete(List<ForwardedWrite> group) throws SQLException {
        List<ForwardedStore.Conclusion> conclusions = new ArrayList<>();
        List<ForwardedWrite> askedBy = new ArrayList<>();
        for (ForwardedWrite write : group) {
            for (ForwardedStore.Conclusion one : write.conclusions) {
                conclusions.add(one);
                askedBy.add(write);
                delete.setLong(1, one.id().value());
                delete.addBatch();
            }
        }
        List<ForwardedStore.Conclusion> first = new ArrayList<>();
        if (!conclusions.isEmpty()) {
            int[] counts = delete.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) { // else somebody else has said so before
                    first.add(conclusions.get(i));
                    askedBy.get(i).concluded.add(conclusions.get(i).id());
                }
            }
        }
        return first;
    }

    private void keep(List<UpstreamReceipt> receipts, Instant now) throws SQLException {
        if (receipts.isEmpty()) {
            return;
        }
        for (UpstreamReceipt one : receipts) {
            keep.setString(1, one.upstream());
            keep.setString(2, String.join(ForwardedReads.SEPARATOR, one.ids()));
            keep.setString(3, String.join(ForwardedReads.SEPARATOR, one.addresses()));
            keep.setInt(4, MessageBody.number(one.state()));
            keep.setString(5, one.error());
            keep.setLong(6, now.toEpochMilli());
            keep.addBatch();
        }
        keep.executeBatch();
    }

    /** {@return how many were kept before {@code until}, and are gone} */
    private int drop(Instant until, List<UpstreamReceipt> matched) throws SQLException {
        if (!matched.isEmpty()) {
            for (UpstreamReceipt one : matched) {
                drop.setString(1, one.upstream());
                drop.setString(2, String.join(ForwardedReads.SEPARATOR, one.ids()));
                drop.setInt(3, MessageBody.number(one.state()));
                drop.addBatch();
            }
            drop.executeBatch();
        }
        dropOld.setLong(1, until.toEpochMilli());
        return dropOld.executeUpdate();
    }
}

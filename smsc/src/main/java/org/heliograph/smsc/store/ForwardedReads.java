// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Forwarded;
import org.heliograph.smsc.queue.UpstreamReceipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions about messages that other centres have: each finds its rows by an index. */
final class ForwardedReads {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedReads.class);

    /** Neither ids nor addresses have it in them. */
    static final String SEPARATOR = "\n";

    /** Rows at a time. */
    private static final int MOST = 500;

    private static final String FORWARDED =
            "SELECT id, upstream, upstream_id, expires_at, body FROM forwarded WHERE ";

    private ForwardedReads() {}

    static List<Forwarded> byUpstreamIds(
            Connection connection, String upstream, List<String> upstreamIds) throws SQLException {
        var found = new ArrayList<Forwarded>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        FORWARDED + "upstream = ? AND upstream_id = ? ORDER BY id LIMIT " + MOST)) {
            for (String id : upstreamIds) {
                statement.setString(1, upstream);
                statement.setString(2, id);
                found.addAll(forwarded(statement));
            }
        }
        return found;
    }

    static List<Forwarded> byId(Connection connection, MessageId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORWARDED + "id = ?")) {
            statement.setLong(1, id.value());
            return forwarded(statement);
        }
    }

    static List<Forwarded> overdue(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        FORWARDED + "expires_at < ? ORDER BY expires_at LIMIT " + MOST)) {
            statement.setLong(1, now.toEpochMilli());
            return forwarded(statement);
        }
    }

    private static List<Forwarded> forwarded(PreparedStatement statement) throws SQLException {
        var found = new ArrayList<Forwarded>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                try {
                    found.add(
                            new Forwarded(
                                    MessageBody.read(id, Octets.ofOwned(row.getBytes(5))),
                                    row.getString(2),
                                    row.getString(3),
                                    Instant.ofEpochMilli(row.getLong(4))));
                } catch (IOException e) {
                    LOG.error("parked id={} reason=\"{}\"", id, e.getMessage(), e);
                }
            }
        }
        return found;
    }

    static List<UpstreamReceipt> early(Connection connection) throws SQLException {
        var found = new ArrayList<UpstreamReceipt>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT upstream, ids, addresses, state, error FROM early_receipt"
                                        + " ORDER BY kept_at DESC LIMIT "
                                        + MOST);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(
                        new UpstreamReceipt(
                                row.getString(1),
                                List.of(row.getString(2).split(SEPARATOR, -1)),
                                List.of(row.getString(3).split(SEPARATOR, -1)),
                                MessageBody.state(row.getInt(4)),
                                row.getString(5)));
            }
        }
        return found;
    }
}

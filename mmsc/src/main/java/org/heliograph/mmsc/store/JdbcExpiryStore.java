// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.report.ExpiryStore;

/** The end of messages in the {@link Database}. */
public final class JdbcExpiryStore implements ExpiryStore {
    private final Database database;

    public JdbcExpiryStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Delivery> expired(Instant now, int limit) {
        return database.read(
                c ->
                        Deliveries.select(
                                c,
                                """
                                WHERE m.expires_at <= ? AND m.open_recipients > 0
                                    AND r.state IN ('DUE', 'NOTIFIED', 'DEFERRED', 'FORWARDED',
                                        'VIEWED')
                                ORDER BY m.expires_at LIMIT ?
                                """,
                                now,
                                limit));
    }

    @Override
    public int forget(Instant now, int limit) {
        return database.read(c -> forgettable(c, now, limit)).isEmpty()
                ? 0
                : database.write(c -> delete(c, forgettable(c.connection(), now, limit)));
    }

    private record Forgettable(long id, Token content) {}

    private static List<Forgettable> forgettable(Connection connection, Instant now, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT m.id, m.content FROM message m
                        WHERE m.expires_at <= ? AND m.open_recipients = 0
                            AND NOT EXISTS (SELECT 1 FROM recipient r
                                WHERE r.message = m.id AND r.push IS NOT NULL)
                        LIMIT ?
                        """)) {
            Deliveries.bind(statement, now, limit);
            List<Forgettable> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Forgettable(rows.getLong(1), new Token(rows.getString(2))));
                }
            }
            return found;
        }
    }

    private static int delete(Changes changes, List<Forgettable> messages) throws SQLException {
        for (Forgettable one : messages) {
            changes.recent().dropWith(one.content());
            changes.update("DELETE FROM message WHERE id = ?", one.id());
        }
        return messages.size();
    }

    @Override
    public boolean holds(Token content) {
        return database.read(c -> holds(c, content));
    }

    static boolean holds(Connection connection, Token content) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT 1 FROM message WHERE content = ? AND open_recipients > 0
                        UNION ALL SELECT 1 FROM mmbox WHERE content = ?
                        LIMIT 1
                        """)) {
            Deliveries.bind(statement, content.value(), content.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}

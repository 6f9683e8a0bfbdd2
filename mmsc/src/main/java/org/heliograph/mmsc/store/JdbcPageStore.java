// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.page.PageStore;

/** Pages in the {@link Database}. */
public final class JdbcPageStore implements PageStore {
    private final Database database;

    public JdbcPageStore(Database database) {
        this.database = database;
    }

    @Override
    public Token open(Token recipient, Token fresh) {
        return database.write(changes -> open(changes, recipient, fresh));
    }

    private static Token open(Changes changes, Token recipient, Token fresh) throws SQLException {
        try (PreparedStatement statement =
                changes.connection()
                        .prepareStatement("SELECT token FROM page WHERE recipient = ?")) {
            statement.setString(1, recipient.value());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return new Token(row.getString(1));
                }
            }
        }
        changes.update(
                "INSERT INTO page (token, recipient) VALUES (?, ?)",
                fresh.value(),
                recipient.value());
        return fresh;
    }

    /** Of a recipient who is done otherwise, the page is gone as the message is. */
    @Override
    public Optional<Delivery> find(Token page, Instant now) {
        return database
                .read(
                        connection ->
                                Deliveries.select(
                                        connection,
                                        """
                                        JOIN page p ON p.recipient = r.token
                                        WHERE p.token = ? AND m.expires_at > ? AND r.state IN
                                            ('DUE', 'NOTIFIED', 'DEFERRED', 'FORWARDED', 'VIEWED')
                                        """,
                                        page.value(),
                                        now))
                .stream()
                .findFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Token;
import org.heliograph.subscribers.Msisdn;

/** Messages in the {@link Database}. */
public final class JdbcMessageStore implements MessageStore {
    private final Database database;

    public JdbcMessageStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(MultimediaMessage message, List<Recipient> recipients) {
        database.write(connection -> insert(connection, message, recipients));
    }

    private static boolean insert(
            Connection connection, MultimediaMessage message, List<Recipient> recipients)
            throws SQLException {
        long id = insert(connection, message, recipients.size());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO recipient (token, message, address, transaction_id, state,
                            changed_at, attempts, push, next_attempt_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (Recipient recipient : recipients) {
                Deliveries.bind(
                        statement,
                        recipient.token().value(),
                        id,
                        recipient.address().digits(),
                        recipient.transactionId(),
                        recipient.state().name(),
                        recipient.changedAt(),
                        recipient.attempts(),
                        PushKind.NOTIFICATION.name(),
                        recipient.changedAt());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return true;
    }

    private static long insert(Connection connection, MultimediaMessage message, int recipients)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO message (message_id, sender, headers, content, content_octets,
                            accepted_at, expires_at, open_recipients)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        Statement.RETURN_GENERATED_KEYS)) {
            Deliveries.bind(
                    statement,
                    message.id().value(),
                    message.sender().digits(),
                    Deliveries.headers(message.headers()),
                    message.content().value(),
                    message.contentOctets(),
                    message.acceptedAt(),
                    message.expiresAt(),
                    recipients);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    @Override
    public Optional<Delivery> byToken(Token token) {
        return database.read(c -> Deliveries.select(c, "WHERE r.token = ?", token.value())).stream()
                .findFirst();
    }

    @Override
    public Optional<Delivery> byTransaction(Msisdn address, String transactionId) {
        return database
                .read(
                        c ->
                                Deliveries.select(
                                        c,
                                        "WHERE r.address = ? AND r.transaction_id = ?",
                                        address.digits(),
                                        transactionId))
                .stream()
                .findFirst();
    }

    @Override
    public Moved move(Token recipient, RecipientState next, Instant now, boolean report) {
        return database.write(connection -> move(connection, recipient, next, now, report));
    }

    private static Moved move(
            Connection connection,
            Token recipient,
            RecipientState next,
            Instant now,
            boolean report)
            throws SQLException {
        RecipientState current;
        long message;
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT state, message FROM recipient WHERE token = ?")) {
            statement.setString(1, recipient.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new Moved.Gone();
                }
                current = RecipientState.valueOf(row.getString(1));
                message = row.getLong(2);
            }
        }
        if (!current.mayBecome(next)) {
            return new Moved.NotAllowed(current);
        }
        int waiting = report ? 1 : 0;
        Deliveries.update(
                connection,
                """
                UPDATE recipient SET state = ?, changed_at = ?, attempts = 0,
                    push = CASE WHEN ? = 1 THEN ? END,
                    next_attempt_at = CASE WHEN ? = 1 THEN ? END
                WHERE token = ?
                """,
                next.name(),
                now,
                waiting,
                PushKind.DELIVERY_REPORT.name(),
                waiting,
                now,
                recipient.value());
        return new Moved.Done(next.isFinal() && closeOne(connection, message));
    }

    /** {@return whether that was the last open recipient} */
    private static boolean closeOne(Connection connection, long message) throws SQLException {
        Deliveries.update(
                connection,
                "UPDATE message SET open_recipients = open_recipients - 1 WHERE id = ?",
                message);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT open_recipients FROM message WHERE id = ?")) {
            statement.setLong(1, message);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 0;
            }
        }
    }

    @Override
    public List<Delivery> duePushes(PushKind kind, Instant now, int limit) {
        return database.read(
                c ->
                        Deliveries.select(
                                c,
                                """
                                WHERE r.push = ? AND r.next_attempt_at <= ?
                                ORDER BY r.push, r.next_attempt_at LIMIT ?
                                """,
                                kind.name(),
                                now,
                                limit));
    }

    @Override
    public void postponePush(Token recipient, Instant nextAttemptAt) {
        database.write(
                c ->
                        Deliveries.update(
                                c,
                                """
                                UPDATE recipient SET attempts = attempts + 1, next_attempt_at = ?
                                WHERE token = ? AND push IS NOT NULL
                                """,
                                nextAttemptAt,
                                recipient.value()));
    }

    @Override
    public void endPush(Token recipient) {
        database.write(
                c ->
                        Deliveries.update(
                                c,
                                """
                                UPDATE recipient SET push = NULL, next_attempt_at = NULL
                                WHERE token = ?
                                """,
                                recipient.value()));
    }
}

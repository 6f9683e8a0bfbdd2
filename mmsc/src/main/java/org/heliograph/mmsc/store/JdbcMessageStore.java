// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Filing;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.ReadReport;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Messages in the {@link Database}. */
public final class JdbcMessageStore implements MessageStore {
    private final Database database;

    /** Of the next message; known to the thread that writes. */
    private long nextId;

    public JdbcMessageStore(Database database) {
        this.database = database;
        this.nextId =
                database.write(
                        changes -> {
                            try (PreparedStatement last =
                                            changes.connection()
                                                    .prepareStatement(
                                                            "SELECT MAX(id) FROM message");
                                    ResultSet row = last.executeQuery()) {
                                row.next();
                                return row.getLong(1) + 1;
                            }
                        });
    }

    @Override
    public Inserted insert(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing) {
        return database.write(
                changes -> {
                    Optional<Inserted> repeat = repeat(changes, message.sender(), repeats);
                    return repeat.isPresent()
                            ? repeat.get()
                            : insert(changes, message, recipients, repeats, filing);
                });
    }

    @Override
    public Inserted forward(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing) {
        return database.write(
                changes -> {
                    Optional<Inserted> repeat = repeat(changes, message.sender(), repeats);
                    if (repeat.isPresent()) {
                        return repeat.get();
                    }
                    return JdbcExpiryStore.holds(changes.connection(), message.content())
                            ? insert(changes, message, recipients, repeats, filing)
                            : new Inserted.ContentGone();
                });
    }

    /** There is one thread that writes, so that nobody comes in between. */
    private static Optional<Inserted> repeat(Changes changes, Msisdn sender, Repeats repeats)
            throws SQLException {
        try (PreparedStatement statement =
                changes.connection()
                        .prepareStatement(
                                """
                        SELECT message_id FROM message
                        WHERE fingerprint = ? AND sender = ? AND accepted_at >= ?
                        """)) {
            Deliveries.bind(statement, repeats.fingerprint(), sender.digits(), repeats.since());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Inserted.Repeat(new MessageId(row.getString(1))))
                        : Optional.empty();
            }
        }
    }

    private Inserted insert(
            Changes changes,
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing)
            throws SQLException {
        long open = recipients.stream().filter(one -> !one.recipient().state().isFinal()).count();
        long id = insert(changes, message, open, repeats.fingerprint());
        for (NewRecipient one : recipients) {
            Recipient recipient = one.recipient();
            changes.update(
                    """
                        INSERT INTO recipient (token, message, address, transaction_id, state,
                            refusal, changed_at, attempts, push, next_attempt_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    recipient.token().value(),
                    id,
                    Deliveries.column(recipient.address()),
                    recipient.transactionId(),
                    recipient.state().name(),
                    recipient.refusal().name(),
                    recipient.changedAt(),
                    recipient.attempts(),
                    kind(one.push()),
                    at(one.push()));
        }
        if (filing instanceof Filing.Of(StoredMessage copy, MmboxQuota quota)) {
            JdbcMmboxStore.add(changes, copy, quota);
        }
        return new Inserted.New();
    }

    private static @Nullable String kind(NextPush push) {
        return push instanceof NextPush.At(PushKind kind, var _) ? kind.name() : null;
    }

    private static @Nullable Instant at(NextPush push) {
        return push instanceof NextPush.At(var _, Instant at) ? at : null;
    }

    private long insert(Changes changes, MultimediaMessage message, long open, long fingerprint)
            throws SQLException {
        long id = nextId++;
        changes.update(
                """
                    INSERT INTO message (id, message_id, sender, headers, content, content_octets,
                        accepted_at, expires_at, open_recipients, fingerprint)
                    OVERRIDING SYSTEM VALUE
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                id,
                message.id().value(),
                message.sender().digits(),
                Deliveries.headers(message.headers()),
                message.content().value(),
                message.contentOctets(),
                message.acceptedAt(),
                message.expiresAt(),
                open,
                fingerprint);
        return id;
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
    public Optional<Delivery> byMessage(MessageId id, Msisdn address) {
        return database
                .read(
                        c ->
                                Deliveries.select(
                                        c,
                                        "WHERE m.message_id = ? AND r.address = ?",
                                        id.value(),
                                        address.digits()))
                .stream()
                .findFirst();
    }

    @Override
    public Moved move(Token recipient, RecipientState next, Instant now, NextPush push) {
        return database.write(changes -> move(changes, recipient, next, now, push));
    }

    private static Moved move(
            Changes changes, Token recipient, RecipientState next, Instant now, NextPush push)
            throws SQLException {
        RecipientState current;
        long message;
        try (PreparedStatement statement =
                changes.connection()
                        .prepareStatement("SELECT state, message FROM recipient WHERE token = ?")) {
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
        changes.update(
                """
                UPDATE recipient SET state = ?, changed_at = ?, attempts = 0, push = ?,
                    next_attempt_at = ?
                WHERE token = ?
                """,
                next.name(),
                now,
                kind(push),
                at(push),
                recipient.value());
        return new Moved.Done(next.isFinal() && closeOne(changes, message));
    }

    /** {@return whether that was the last open recipient of the content} */
    private static boolean closeOne(Changes changes, long message) throws SQLException {
        changes.update(
                "UPDATE message SET open_recipients = open_recipients - 1 WHERE id = ?", message);
        try (PreparedStatement statement =
                changes.connection()
                        .prepareStatement(
                                "SELECT open_recipients, content FROM message WHERE id = ?")) {
            statement.setLong(1, message);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 0
                        && !JdbcExpiryStore.holds(
                                changes.connection(), new Token(row.getString(2)));
            }
        }
    }

    @Override
    public boolean read(Token recipient, ReadReport.Received report, Instant now) {
        return database.write(
                c ->
                        c.update(
                                        """
                                        UPDATE recipient SET read_status = ?, read_at = ?,
                                            next_attempt_at = CASE
                                                WHEN push IS NULL THEN CAST(? AS BIGINT)
                                                ELSE next_attempt_at END,
                                            push = COALESCE(push, ?)
                                        WHERE token = ? AND read_status IS NULL
                                        """,
                                        report.status().name(),
                                        report.at(),
                                        now,
                                        PushKind.READ_REPORT.name(),
                                        recipient.value())
                                > 0);
    }
}

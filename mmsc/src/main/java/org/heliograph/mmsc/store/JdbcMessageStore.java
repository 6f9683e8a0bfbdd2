// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
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
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;

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
        Octets headers = Deliveries.headers(message.headers());
        return database.write(
                changes -> {
                    Optional<Inserted> repeat = repeat(changes, message.sender(), repeats);
                    return repeat.isPresent()
                            ? repeat.get()
                            : insert(
                                    changes,
                                    new NewMessage(
                                            nextId++,
                                            message,
                                            headers,
                                            recipients,
                                            repeats.fingerprint()),
                                    filing);
                });
    }

    @Override
    public Inserted forward(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing) {
        Octets headers = Deliveries.headers(message.headers());
        return database.write(
                changes -> {
                    Optional<Inserted> repeat = repeat(changes, message.sender(), repeats);
                    if (repeat.isPresent()) {
                        return repeat.get();
                    }
                    changes.recent().dropWith(message.content());
                    if (!JdbcExpiryStore.holds(changes.connection(), message.content())) {
                        return new Inserted.ContentGone();
                    }
                    charge(changes, recipients);
                    changes.insert(
                            new NewMessage(
                                    nextId++, message, headers, recipients, repeats.fingerprint()),
                            false);
                    return file(changes, filing);
                });
    }

    /** There is one thread that writes, so that nobody comes in between. */
    private static Optional<Inserted> repeat(Changes changes, Msisdn sender, Repeats repeats)
            throws SQLException {
        Optional<MessageId> recent = changes.recent().repeated(sender, repeats);
        if (recent.isPresent()) {
            return Optional.of(new Inserted.Repeat(recent.get()));
        }
        return repeated(changes.looking(), sender, repeats).map(Inserted.Repeat::new);
    }

    @Override
    public Optional<MessageId> repeated(Msisdn sender, Repeats repeats) {
        return database.read(c -> repeated(c, sender, repeats));
    }

    private static Optional<MessageId> repeated(
            Connection connection, Msisdn sender, Repeats repeats) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT message_id FROM message
                        WHERE fingerprint = ? AND sender = ? AND accepted_at >= ?
                        """)) {
            Deliveries.bind(statement, repeats.fingerprint(), sender.digits(), repeats.since());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new MessageId(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** Before what it tells of: what fails here is undone. */
    private static void charge(Changes changes, List<NewRecipient> recipients) throws SQLException {
        for (NewRecipient one : recipients) {
            if (one.record().isPresent()) {
                JournaledOutbox.keep(changes, one.record().get());
            }
        }
    }

    private static Inserted insert(Changes changes, NewMessage message, Filing filing)
            throws SQLException {
        charge(changes, message.recipients());
        changes.insert(message, filing instanceof Filing.None);
        return file(changes, filing);
    }

    private static Inserted file(Changes changes, Filing filing) throws SQLException {
        if (filing instanceof Filing.Of(StoredMessage copy, MmboxQuota quota)) {
            JdbcMmboxStore.add(changes, copy, quota);
        }
        return new Inserted.New();
    }

    @Override
    public Optional<Delivery> byToken(Token token) {
        return database.recent()
                .find(token)
                .or(
                        () ->
                                first(
                                        database.look(
                                                c ->
                                                        Deliveries.select(
                                                                c,
                                                                "WHERE r.token = ?",
                                                                token.value()))));
    }

    @Override
    public Optional<Delivery> byTransaction(Msisdn address, String transactionId) {
        return database.recent()
                .find(address, transactionId)
                .or(
                        () ->
                                first(
                                        database.look(
                                                c ->
                                                        Deliveries.select(
                                                                c,
                                                                "WHERE r.address = ?"
                                                                        + " AND r.transaction_id = ?",
                                                                address.digits(),
                                                                transactionId))));
    }

    private static Optional<Delivery> first(List<Delivery> found) {
        return found.stream().findFirst();
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
    public Moved move(
            Token recipient,
            RecipientState next,
            Instant now,
            NextPush push,
            Optional<ChargingRecord> record) {
        return database.write(changes -> move(changes, recipient, next, now, push, record));
    }

    private static Moved move(
            Changes changes,
            Token recipient,
            RecipientState next,
            Instant now,
            NextPush push,
            Optional<ChargingRecord> record)
            throws SQLException {
        Optional<Recent.Entry> recent = changes.recent().entry(recipient);
        if (recent.isEmpty()) {
            return moveInTables(changes, recipient, next, now, push, record);
        }
        Recent.Entry entry = recent.get();
        RecipientState current = changes.recent().recipient(entry, recipient).state();
        if (!current.mayBecome(next)) {
            return new Moved.NotAllowed(current);
        }
        if (record.isPresent()) { // before what it tells of: what fails here is undone
            JournaledOutbox.keep(changes, record.get());
        }
        changes.move(entry, new Move(entry.id, recipient, next, now, push));
        return new Moved.Done(next.isFinal() && changes.recent().isDone(entry));
    }

    private static Moved moveInTables(
            Changes changes,
            Token recipient,
            RecipientState next,
            Instant now,
            NextPush push,
            Optional<ChargingRecord> record)
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
        if (record.isPresent()) {
            JournaledOutbox.keep(changes, record.get());
        }
        changes.move(new Move(message, recipient, next, now, push));
        return new Moved.Done(next.isFinal() && isLast(changes, message));
    }

    /** {@return whether no recipient of the content is open} */
    private static boolean isLast(Changes changes, long message) throws SQLException {
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
                c -> {
                    c.recent().dropOf(recipient);
                    return c.update(
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
                            > 0;
                });
    }
}

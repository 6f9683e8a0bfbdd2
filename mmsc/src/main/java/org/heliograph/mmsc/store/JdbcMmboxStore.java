// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.mmbox.MmboxStore;
import org.heliograph.subscribers.Msisdn;

/** MMBoxes in the {@link Database}. */
public final class JdbcMmboxStore implements MmboxStore {
    private static final String SELECT =
            """
            SELECT message_id, sender, headers, content, content_octets, accepted_at, expires_at,
                token, owner, origin, state, flags, stored_at
            FROM mmbox
            """;

    /** Before, between and after flags, so that each is found as it is. */
    private static final String LINE = "\n";

    private final Database database;

    public JdbcMmboxStore(Database database) {
        this.database = database;
    }

    @Override
    public Kept add(StoredMessage message, MmboxQuota quota) {
        return database.write(changes -> add(changes, message, quota));
    }

    @Override
    public Kept share(StoredMessage message, MmboxQuota quota) {
        return database.write(
                changes ->
                        JdbcExpiryStore.holds(changes.connection(), message.message().content())
                                ? add(changes, message, quota)
                                : new Kept.ContentGone());
    }

    /** There is one thread that writes, so that nobody comes in between. */
    static Kept add(Changes changes, StoredMessage stored, MmboxQuota quota) throws SQLException {
        changes.recent().dropWith(stored.message().content());
        Connection connection = changes.connection();
        Optional<StoredMessage> before =
                first(
                        connection,
                        "WHERE owner = ? AND origin = ?",
                        stored.owner().digits(),
                        stored.origin());
        if (before.isPresent()) {
            return new Kept.Repeat(before.get());
        }
        MultimediaMessage message = stored.message();
        MmboxQuota held = totals(connection, stored.owner());
        if (held.messages() >= quota.messages()
                || held.octets() + message.contentOctets() > quota.octets()) {
            return new Kept.Full();
        }
        changes.update(
                """
                INSERT INTO mmbox (message_id, sender, headers, content, content_octets,
                    accepted_at, expires_at, token, owner, origin, state, flags, stored_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                message.id().value(),
                message.sender().digits(),
                Deliveries.headers(message.headers()).toArray(),
                message.content().value(),
                message.contentOctets(),
                message.acceptedAt(),
                message.expiresAt(),
                stored.token().value(),
                stored.owner().digits(),
                stored.origin(),
                stored.state().name(),
                column(stored.flags()),
                stored.storedAt());
        return new Kept.New();
    }

    @Override
    public Optional<StoredMessage> find(Msisdn owner, Token token) {
        return database.look(connection -> find(connection, owner, token));
    }

    private static Optional<StoredMessage> find(Connection connection, Msisdn owner, Token token)
            throws SQLException {
        return first(connection, "WHERE token = ? AND owner = ?", token.value(), owner.digits());
    }

    @Override
    public Optional<StoredMessage> byOrigin(Msisdn owner, String origin) {
        return database.look(
                connection ->
                        first(
                                connection,
                                "WHERE owner = ? AND origin = ?",
                                owner.digits(),
                                origin));
    }

    @Override
    public Optional<StoredMessage> change(
            Msisdn owner, Token token, UnaryOperator<StoredMessage> change) {
        return database.write(
                changes -> {
                    Optional<StoredMessage> changed =
                            find(changes.connection(), owner, token).map(change);
                    if (changed.isPresent()) {
                        changes.update(
                                "UPDATE mmbox SET state = ?, flags = ? WHERE token = ?",
                                changed.get().state().name(),
                                column(changed.get().flags()),
                                token.value());
                    }
                    return changed;
                });
    }

    @Override
    public List<StoredMessage> select(Msisdn owner, Selection selection, long start, int limit) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(owner.digits());
        selection.states().forEach(state -> arguments.add(state.name()));
        selection.flags().forEach(flag -> arguments.add(LINE + flag + LINE));
        arguments.add(limit);
        arguments.add(start);
        String conditions =
                "WHERE owner = ?"
                        + anyOf("state = ?", selection.states().size())
                        + anyOf("LOCATE(?, flags) > 0", selection.flags().size())
                        + " ORDER BY stored_at DESC, token LIMIT ? OFFSET ?";
        return database.look(connection -> all(connection, conditions, arguments.toArray()));
    }

    private static String anyOf(String condition, int times) {
        return times == 0
                ? ""
                : " AND (" + String.join(" OR ", Collections.nCopies(times, condition)) + ")";
    }

    @Override
    public MmboxQuota totals(Msisdn owner) {
        return database.look(connection -> totals(connection, owner));
    }

    private static MmboxQuota totals(Connection connection, Msisdn owner) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT COUNT(*), COALESCE(SUM(content_octets), 0) FROM mmbox"
                                + " WHERE owner = ?")) {
            statement.setString(1, owner.digits());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new MmboxQuota(row.getLong(1), row.getLong(2));
            }
        }
    }

    @Override
    public Optional<Removed> remove(Msisdn owner, Token token) {
        return database.write(
                changes -> {
                    Optional<StoredMessage> found = find(changes.connection(), owner, token);
                    return found.isPresent()
                            ? Optional.of(remove(changes, found.get()))
                            : Optional.empty();
                });
    }

    @Override
    public List<Removed> expire(Instant now, int limit) {
        return database.look(connection -> expired(connection, now, limit)).isEmpty()
                ? List.of()
                : database.write(
                        changes -> {
                            List<Removed> removed = new ArrayList<>();
                            for (StoredMessage one : expired(changes.connection(), now, limit)) {
                                removed.add(remove(changes, one));
                            }
                            return removed;
                        });
    }

    private static List<StoredMessage> expired(Connection connection, Instant now, int limit)
            throws SQLException {
        return all(connection, "WHERE expires_at <= ? ORDER BY expires_at LIMIT ?", now, limit);
    }

    private static Removed remove(Changes changes, StoredMessage stored) throws SQLException {
        changes.update("DELETE FROM mmbox WHERE token = ?", stored.token().value());
        Token content = stored.message().content();
        return new Removed(content, !JdbcExpiryStore.holds(changes.connection(), content));
    }

    private static Optional<StoredMessage> first(
            Connection connection, String conditions, Object... arguments) throws SQLException {
        return all(connection, conditions, arguments).stream().findFirst();
    }

    private static List<StoredMessage> all(
            Connection connection, String conditions, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + conditions)) {
            Deliveries.bind(statement, arguments);
            List<StoredMessage> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(stored(rows));
                }
            }
            return found;
        }
    }

    private static StoredMessage stored(ResultSet row) throws SQLException {
        return new StoredMessage(
                new Token(row.getString(8)),
                new Msisdn(row.getString(9)),
                row.getString(10),
                Deliveries.message(row),
                MmState.valueOf(row.getString(11)),
                row.getString(12).lines().filter(flag -> !flag.isEmpty()).toList(),
                Instant.ofEpochMilli(row.getLong(13)));
    }

    private static String column(List<String> flags) {
        return flags.stream().map(flag -> flag + LINE).collect(Collectors.joining("", LINE, ""));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.Token;
import org.jspecify.annotations.Nullable;

/**
 * New messages, and what became of recipients: what many changes come to, so that the tables get
 * one row where there were an insertion and changes of it.
 */
final class NetRows {
    private static final String MESSAGE =
            """
            INSERT INTO message (id, message_id, sender, headers, content, content_octets,
                accepted_at, expires_at, open_recipients, fingerprint)
            OVERRIDING SYSTEM VALUE
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String RECIPIENT =
            """
            INSERT INTO recipient (token, message, address, transaction_id, state,
                refusal, changed_at, attempts, push, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String MOVE =
            """
            UPDATE recipient SET state = ?, changed_at = ?, attempts = 0, push = ?,
                next_attempt_at = ?
            WHERE token = ?
            """;

    private static final String CLOSE =
            "UPDATE message SET open_recipients = open_recipients - ? WHERE id = ?";

    private final List<NewMessage> messages = new ArrayList<>();
    private final Map<Token, Move> moves = new LinkedHashMap<>();

    /** How many recipients of a message are done. */
    private final Map<Long, Integer> done = new LinkedHashMap<>();

    boolean isEmpty() {
        return messages.isEmpty() && moves.isEmpty();
    }

    void add(NewMessage message) {
        messages.add(message);
    }

    void add(Move move) {
        moves.put(move.recipient(), move);
        if (move.next().isFinal()) {
            done.merge(move.message(), 1, Integer::sum);
        }
    }

    /** Adds what came later. */
    void add(NetRows later) {
        messages.addAll(later.messages);
        moves.putAll(later.moves);
        later.done.forEach((message, count) -> done.merge(message, count, Integer::sum));
    }

    /** Puts down a message as it came. */
    static void write(NewMessage message, Statements to) {
        to.add(MESSAGE, row(message, message.open()));
        message.recipients().forEach(one -> to.add(RECIPIENT, row(message.id(), one)));
    }

    /** Puts down what became of one recipient. */
    static void write(Move move, Statements to) {
        to.add(MOVE, row(move));
        if (move.next().isFinal()) {
            to.add(CLOSE, 1, move.message());
        }
    }

    /** Brings all to the tables. */
    void execute(Connection connection) throws SQLException {
        Map<Token, Move> others = new LinkedHashMap<>(moves);
        Map<Long, Integer> closed = new LinkedHashMap<>(done);
        try (PreparedStatement statement = connection.prepareStatement(MESSAGE)) {
            for (NewMessage one : messages) {
                Integer ended = closed.remove(one.id());
                execute(statement, row(one, one.open() - (ended == null ? 0 : ended)));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(RECIPIENT)) {
            for (NewMessage one : messages) {
                for (NewRecipient recipient : one.recipients()) {
                    Move move = others.remove(recipient.recipient().token());
                    execute(statement, row(one.id(), moved(recipient, move)));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            for (Move move : others.values()) {
                execute(statement, row(move));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
            for (Map.Entry<Long, Integer> message : closed.entrySet()) {
                execute(statement, message.getValue(), message.getKey());
            }
        }
    }

    private static NewRecipient moved(NewRecipient recipient, @Nullable Move move) {
        return move == null
                ? recipient
                : new NewRecipient(
                        recipient.recipient().reached(move.next(), move.now()), move.push());
    }

    private static void execute(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        Deliveries.bind(statement, arguments);
        statement.executeUpdate();
    }

    private static Object[] row(NewMessage one, int open) {
        MultimediaMessage message = one.message();
        return new Object[] {
            one.id(),
            message.id().value(),
            message.sender().digits(),
            one.headers().toArray(),
            message.content().value(),
            message.contentOctets(),
            message.acceptedAt(),
            message.expiresAt(),
            open,
            one.fingerprint()
        };
    }

    private static @Nullable Object[] row(long message, NewRecipient one) {
        Recipient recipient = one.recipient();
        return new @Nullable Object[] {
            recipient.token().value(),
            message,
            Deliveries.column(recipient.address()),
            recipient.transactionId(),
            recipient.state().name(),
            recipient.refusal().name(),
            recipient.changedAt(),
            recipient.attempts(),
            kind(one.push()),
            at(one.push())
        };
    }

    private static @Nullable Object[] row(Move move) {
        return new @Nullable Object[] {
            move.next().name(),
            move.now(),
            kind(move.push()),
            at(move.push()),
            move.recipient().value()
        };
    }

    private static @Nullable String kind(NextPush push) {
        return push instanceof NextPush.At(PushKind kind, var _) ? kind.name() : null;
    }

    private static @Nullable Instant at(NextPush push) {
        return push instanceof NextPush.At(var _, Instant at) ? at : null;
    }
}

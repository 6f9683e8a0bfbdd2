// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Filing;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.ReadReport;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.mmsc.report.ExpiryStore;
import org.heliograph.subscribers.Msisdn;

/** Rows in a list: the contract in its plainest form. */
final class MemoryMessageStore implements MessageStore, PushStore, ExpiryStore {
    private static final class Row {
        private final MultimediaMessage message;
        private final long fingerprint;
        private Recipient recipient;
        private NextPush push;

        Row(MultimediaMessage message, NewRecipient one, long fingerprint) {
            this.message = message;
            this.fingerprint = fingerprint;
            this.recipient = one.recipient();
            this.push = one.push();
        }

        Delivery delivery() {
            return new Delivery(message, recipient);
        }

        boolean isOpen() {
            return !recipient.state().isFinal();
        }

        boolean waits(PushKind kind) {
            return push instanceof NextPush.At at && at.kind() == kind;
        }

        Instant at() {
            return push instanceof NextPush.At at ? at.at() : Instant.MAX;
        }

        void attempts(int attempts) {
            recipient =
                    new Recipient(
                            recipient.token(),
                            recipient.address(),
                            recipient.transactionId(),
                            recipient.state(),
                            recipient.refusal(),
                            recipient.changedAt(),
                            attempts,
                            recipient.readReport());
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Set<Token> filed = new HashSet<>();

    private Optional<Row> row(Token token) {
        return rows.stream().filter(row -> row.recipient.token().equals(token)).findFirst();
    }

    @Override
    public Inserted insert(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing) {
        if (recipients.stream().anyMatch(r -> row(r.recipient().token()).isPresent())) {
            throw new StoreException("a token twice", new IllegalArgumentException());
        }
        Optional<MessageId> repeated = repeated(message.sender(), repeats);
        if (repeated.isPresent()) {
            return new Inserted.Repeat(repeated.get());
        }
        recipients.forEach(one -> rows.add(new Row(message, one, repeats.fingerprint())));
        if (filing instanceof Filing.Of) {
            filed.add(message.content());
        }
        return new Inserted.New();
    }

    @Override
    public Optional<MessageId> repeated(Msisdn sender, Repeats repeats) {
        return rows.stream()
                .filter(row -> row.message.sender().equals(sender))
                .filter(row -> row.fingerprint == repeats.fingerprint())
                .filter(row -> !row.message.acceptedAt().isBefore(repeats.since()))
                .map(row -> row.message.id())
                .findFirst();
    }

    @Override
    public Inserted forward(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing) {
        boolean held = holds(message.content());
        Inserted inserted =
                held ? insert(message, recipients, repeats, filing) : new Inserted.New();
        return held ? inserted : new Inserted.ContentGone();
    }

    @Override
    public Optional<Delivery> byToken(Token token) {
        return row(token).map(Row::delivery);
    }

    private Optional<Delivery> first(Predicate<Delivery> test) {
        return rows.stream().map(Row::delivery).filter(test).findFirst();
    }

    @Override
    public Optional<Delivery> byTransaction(Msisdn address, String transactionId) {
        return first(
                d ->
                        d.recipient().isOf(address)
                                && d.recipient().transactionId().equals(transactionId));
    }

    @Override
    public Optional<Delivery> byMessage(MessageId id, Msisdn address) {
        return first(d -> d.message().id().equals(id) && d.recipient().isOf(address));
    }

    @Override
    public Moved move(
            Token token,
            RecipientState next,
            Instant now,
            NextPush push,
            Optional<ChargingRecord> record) {
        Optional<Row> found = row(token);
        if (found.isEmpty()) {
            return new Moved.Gone();
        }
        Row row = found.get();
        if (!row.recipient.state().mayBecome(next)) {
            return new Moved.NotAllowed(row.recipient.state());
        }
        row.recipient = row.recipient.reached(next, now);
        row.push = push;
        return new Moved.Done(next.isFinal() && !holds(row.message.content()));
    }

    @Override
    public boolean read(Token token, ReadReport.Received report, Instant now) {
        Row row = row(token).orElseThrow();
        if (!(row.recipient.readReport() instanceof ReadReport.Missing)) {
            return false;
        }
        row.recipient = row.recipient.read(report);
        if (row.push instanceof NextPush.None) {
            row.push = new NextPush.At(PushKind.READ_REPORT, now);
        }
        return true;
    }

    @Override
    public List<Delivery> due(PushKind kind, Instant now, int limit) {
        return rows.stream()
                .filter(row -> row.waits(kind) && !row.at().isAfter(now))
                .sorted(Comparator.comparing(Row::at))
                .limit(limit)
                .map(Row::delivery)
                .toList();
    }

    @Override
    public void postpone(Token token, PushKind kind, Instant nextAttemptAt) {
        Row row = row(token).orElseThrow();
        if (row.waits(kind)) {
            row.attempts(row.recipient.attempts() + 1);
            row.push =
                    new NextPush.At(
                            kind, row.at().isAfter(nextAttemptAt) ? row.at() : nextAttemptAt);
        }
    }

    @Override
    public void end(Token token, PushKind kind, Instant now) {
        Row row = row(token).orElseThrow();
        if (row.waits(kind)) {
            row.attempts(0);
            row.push =
                    kind == PushKind.DELIVERY_REPORT
                                    && row.recipient.readReport() instanceof ReadReport.Received
                            ? new NextPush.At(PushKind.READ_REPORT, now)
                            : new NextPush.None();
        }
    }

    @Override
    public int hasten(Msisdn subscriber, Instant at) {
        List<Row> found =
                rows.stream()
                        .filter(row -> row.recipient.isOf(subscriber))
                        .filter(row -> row.waits(PushKind.NOTIFICATION) && row.at().isAfter(at))
                        .filter(
                                row ->
                                        row.recipient.state() == RecipientState.NOTIFIED
                                                || (row.recipient.state() == RecipientState.DUE
                                                        && row.recipient.attempts() > 0))
                        .toList();
        found.forEach(row -> row.push = new NextPush.At(PushKind.NOTIFICATION, at));
        return found.size();
    }

    @Override
    public List<Delivery> expired(Instant now, int limit) {
        return rows.stream()
                .filter(row -> !row.message.expiresAt().isAfter(now))
                .filter(Row::isOpen)
                .limit(limit)
                .map(Row::delivery)
                .toList();
    }

    @Override
    public int forget(Instant now, int limit) {
        Set<MessageId> over = new HashSet<>();
        for (Row row : rows) {
            MessageId id = row.message.id();
            if (!row.message.expiresAt().isAfter(now)
                    && over.size() < limit
                    && rows.stream()
                            .filter(other -> other.message.id().equals(id))
                            .allMatch(
                                    other ->
                                            !other.isOpen()
                                                    && other.push instanceof NextPush.None)) {
                over.add(id);
            }
        }
        rows.removeIf(row -> over.contains(row.message.id()));
        return over.size();
    }

    @Override
    public boolean holds(Token content) {
        return filed.contains(content)
                || rows.stream()
                        .anyMatch(row -> row.message.content().equals(content) && row.isOpen());
    }
}

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
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.report.ExpiryStore;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Rows in a list: the contract in its plainest form. */
final class MemoryMessageStore implements MessageStore, ExpiryStore {
    private static final class Row {
        private final MultimediaMessage message;
        private Recipient recipient;
        private @Nullable PushKind push = PushKind.NOTIFICATION;
        private Instant nextAttemptAt;

        Row(MultimediaMessage message, Recipient recipient) {
            this.message = message;
            this.recipient = recipient;
            this.nextAttemptAt = recipient.changedAt();
        }

        Delivery delivery() {
            return new Delivery(message, recipient);
        }
    }

    private final List<Row> rows = new ArrayList<>();

    private Optional<Row> row(Token token) {
        return rows.stream().filter(row -> row.recipient.token().equals(token)).findFirst();
    }

    @Override
    public void insert(MultimediaMessage message, List<Recipient> recipients) {
        if (recipients.stream().anyMatch(r -> row(r.token()).isPresent())) {
            throw new StoreException("a token twice", new IllegalArgumentException());
        }
        recipients.forEach(recipient -> rows.add(new Row(message, recipient)));
    }

    @Override
    public Optional<Delivery> byToken(Token token) {
        return row(token).map(Row::delivery);
    }

    @Override
    public Optional<Delivery> byTransaction(Msisdn address, String transactionId) {
        return rows.stream()
                .map(Row::delivery)
                .filter(
                        d ->
                                d.recipient().address().equals(address)
                                        && d.recipient().transactionId().equals(transactionId))
                .findFirst();
    }

    @Override
    public Moved move(Token token, RecipientState next, Instant now, boolean report) {
        Optional<Row> found = row(token);
        if (found.isEmpty()) {
            return new Moved.Gone();
        }
        Row row = found.get();
        Recipient old = row.recipient;
        if (!old.state().mayBecome(next)) {
            return new Moved.NotAllowed(old.state());
        }
        row.recipient = new Recipient(token, old.address(), old.transactionId(), next, now, 0);
        row.push = report ? PushKind.DELIVERY_REPORT : null;
        row.nextAttemptAt = now;
        return new Moved.Done(next.isFinal() && isOver(row.message));
    }

    private boolean isOver(MultimediaMessage message) {
        return rows.stream()
                .filter(row -> row.message.id().equals(message.id()))
                .allMatch(row -> row.recipient.state().isFinal());
    }

    @Override
    public List<Delivery> duePushes(PushKind kind, Instant now, int limit) {
        return rows.stream()
                .filter(row -> row.push == kind && !row.nextAttemptAt.isAfter(now))
                .sorted(Comparator.comparing(row -> row.nextAttemptAt))
                .limit(limit)
                .map(Row::delivery)
                .toList();
    }

    @Override
    public void postponePush(Token token, Instant nextAttemptAt) {
        Row row = row(token).orElseThrow();
        Recipient old = row.recipient;
        row.recipient =
                new Recipient(
                        token,
                        old.address(),
                        old.transactionId(),
                        old.state(),
                        old.changedAt(),
                        old.attempts() + 1);
        row.nextAttemptAt = nextAttemptAt;
    }

    @Override
    public void endPush(Token token) {
        row(token).orElseThrow().push = null;
    }

    @Override
    public List<Delivery> expired(Instant now, int limit) {
        return rows.stream()
                .filter(row -> !row.message.expiresAt().isAfter(now))
                .filter(row -> !row.recipient.state().isFinal())
                .limit(limit)
                .map(Row::delivery)
                .toList();
    }

    @Override
    public int forget(Instant now, int limit) {
        Predicate<MultimediaMessage> noPush =
                message ->
                        rows.stream()
                                .filter(row -> row.message.id().equals(message.id()))
                                .allMatch(row -> row.push == null);
        Set<Object> over = new HashSet<>();
        for (Row row : rows) {
            if (!row.message.expiresAt().isAfter(now)
                    && isOver(row.message)
                    && noPush.test(row.message)
                    && over.size() < limit) {
                over.add(row.message.id());
            }
        }
        rows.removeIf(row -> over.contains(row.message.id()));
        return over.size();
    }

    @Override
    public boolean holds(Token content) {
        return rows.stream()
                .anyMatch(
                        row ->
                                row.message.content().equals(content)
                                        && !row.recipient.state().isFinal());
    }
}

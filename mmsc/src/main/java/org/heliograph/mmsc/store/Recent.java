// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NewRecipient;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.Repeats;
import org.heliograph.mmsc.message.Token;
import org.heliograph.subscribers.Msisdn;

/**
 * Messages of late, as they are: for whom nobody has to look into the tables. A message whose
 * content is shared is not here, nor one that anything but {@link Move} has changed.
 *
 * <p>The thread that writes makes changes, which it alone sees until they are {@link #publish}ed.
 */
final class Recent {
    /** Of the heap. */
    private static final int SHARE = 16;

    /** What is about right for the objects of a message, a recipient, and an octet of headers. */
    private static final int MESSAGE = 1500;

    private static final int RECIPIENT = 600;
    private static final int HEADER_OCTET = 8;

    /** A message. */
    static final class Entry {
        final long id;
        final MultimediaMessage message;
        private final long fingerprint;
        private final long octets;
        private volatile List<Recipient> recipients;

        /** Number of the last entry in the journal that changed it. */
        private long changed;

        private Entry(NewMessage one) {
            id = one.id();
            message = one.message();
            fingerprint = one.fingerprint();
            recipients = one.recipients().stream().map(NewRecipient::recipient).toList();
            octets =
                    MESSAGE
                            + (long) HEADER_OCTET * one.headers().length()
                            + (long) RECIPIENT * recipients.size();
        }
    }

    private record Submission(Msisdn sender, long fingerprint) {}

    private record Transaction(String address, String id) {}

    private final long most;
    private final Map<Token, Entry> byToken = new ConcurrentHashMap<>();
    private final Map<Transaction, Token> byTransaction = new ConcurrentHashMap<>();

    // The rest is known to the thread that writes.

    private final Map<Token, Entry> byContent = new HashMap<>();
    private final Map<Submission, Entry> bySubmission = new HashMap<>();

    /** Those above, and some that were dropped, in the order of their coming. */
    private final Deque<Entry> inOrder = new ArrayDeque<>();

    private long octets;

    private final List<Entry> added = new ArrayList<>();
    private final Map<Entry, List<Recipient>> moved = new HashMap<>();
    private final Set<Entry> dropped = new HashSet<>();

    Recent() {
        this(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /**
     * @param most octets of heap, about
     */
    Recent(long most) {
        this.most = most;
    }

    Optional<Delivery> find(Token recipient) {
        Entry entry = byToken.get(recipient);
        return entry == null
                ? Optional.empty()
                : Optional.of(new Delivery(entry.message, recipient(entry.recipients, recipient)));
    }

    Optional<Delivery> find(Msisdn address, String transactionId) {
        Token token = byTransaction.get(new Transaction(address.digits(), transactionId));
        return token == null ? Optional.empty() : find(token);
    }

    private static Recipient recipient(List<Recipient> all, Token token) {
        return all.stream().filter(one -> one.token().equals(token)).findFirst().orElseThrow();
    }

    /** {@return the message of a recipient, for the thread that writes} */
    Optional<Entry> entry(Token recipient) {
        return Optional.ofNullable(byToken.get(recipient)).filter(one -> !dropped.contains(one));
    }

    /** {@return what has become of a recipient, for the thread that writes} */
    Recipient recipient(Entry entry, Token token) {
        return recipient(moved.getOrDefault(entry, entry.recipients), token);
    }

    /** {@return whether all recipients are done, for the thread that writes} */
    boolean isDone(Entry entry) {
        return moved.getOrDefault(entry, entry.recipients).stream()
                .allMatch(one -> one.state().isFinal());
    }

    /** {@return the message that was submitted like this, for the thread that writes} */
    Optional<MessageId> repeated(Msisdn sender, Repeats repeats) {
        Entry before = bySubmission.get(new Submission(sender, repeats.fingerprint()));
        for (Entry entry : added) {
            boolean same =
                    entry.fingerprint == repeats.fingerprint()
                            && entry.message.sender().equals(sender);
            before = same ? entry : before;
        }
        return Optional.ofNullable(before)
                .map(entry -> entry.message)
                .filter(message -> !message.acceptedAt().isBefore(repeats.since()))
                .map(MultimediaMessage::id);
    }

    /** {@return whether a token or a transaction id of it is another's} */
    boolean clashes(NewMessage one) {
        Set<Token> tokens = new HashSet<>();
        return one.recipients().stream()
                .map(NewRecipient::recipient)
                .anyMatch(
                        recipient ->
                                !tokens.add(recipient.token())
                                        || byToken.containsKey(recipient.token())
                                        || byTransaction.containsKey(transaction(recipient)));
    }

    void add(NewMessage one) {
        added.add(new Entry(one));
    }

    void move(Entry entry, Move move) {
        List<Recipient> now = new ArrayList<>(moved.getOrDefault(entry, entry.recipients));
        now.replaceAll(
                one ->
                        one.token().equals(move.recipient())
                                ? one.reached(move.next(), move.now())
                                : one);
        moved.put(entry, List.copyOf(now));
    }

    /** The tables alone are to be asked for the message of this recipient. */
    void dropOf(Token recipient) {
        Entry entry = byToken.get(recipient);
        if (entry != null) {
            dropped.add(entry);
        }
    }

    /** Likewise for the message that had this content to itself. */
    void dropWith(Token content) {
        Entry entry = byContent.get(content);
        if (entry != null) {
            dropped.add(entry);
        }
    }

    /** What was changed is forgotten: it did not get to the journal. */
    void discard() {
        added.clear();
        moved.clear();
        dropped.clear();
    }

    /**
     * What was changed is seen by all.
     *
     * @param number of the entry in the journal
     * @param applied number of the last one that is in the tables, too: what is older may go
     */
    void publish(long number, long applied) {
        dropped.forEach(this::remove);
        moved.forEach(
                (entry, recipients) -> {
                    entry.recipients = recipients;
                    entry.changed = number;
                });
        for (Entry entry : added) {
            entry.changed = number;
            inOrder.add(entry);
            octets += entry.octets;
            byContent.put(entry.message.content(), entry);
            bySubmission.put(submission(entry), entry);
            for (Recipient one : entry.recipients) {
                byToken.put(one.token(), entry);
                byTransaction.put(transaction(one), one.token());
            }
        }
        discard();
        while (octets > most && inOrder.getFirst().changed <= applied) {
            Entry oldest = inOrder.removeFirst();
            octets -= oldest.octets;
            remove(oldest);
        }
    }

    private void remove(Entry entry) {
        byContent.remove(entry.message.content(), entry);
        bySubmission.remove(submission(entry), entry);
        for (Recipient one : entry.recipients) {
            byTransaction.remove(transaction(one), one.token());
            byToken.remove(one.token(), entry);
        }
    }

    private static Submission submission(Entry entry) {
        return new Submission(entry.message.sender(), entry.fingerprint);
    }

    private static Transaction transaction(Recipient one) {
        return new Transaction(Deliveries.column(one.address()), one.transactionId());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.heliograph.tools.load.smpp.DeliverSm;
import org.heliograph.tools.load.smpp.PduBuffer;
import org.heliograph.tools.load.smpp.SubmitAnswer;
import org.heliograph.tools.load.smpp.Traffic;
import org.heliograph.tools.load.smpp.Window;

/**
 * What one bind submits. With a rate, each submit_sm has its time, from which its latency counts
 * however late it is sent: so a stall of the server shows in full, and not only in what happened to
 * be under way (coordinated omission).
 */
final class Sender implements Traffic {
    private static final long SECOND = 1_000_000_000;

    private final LoadPlan plan;
    private final Forms forms;
    private final Books books;
    private final int bind;
    private final long quota;
    private final Deliveries deliveries;
    private final Histogram answer = new Histogram(3);
    private final Histogram lateness = new Histogram(3);

    // of the writing thread
    private long sent;
    private long message;
    private int part;
    private Mix.Kind kind = Mix.Kind.TEXT;
    private volatile boolean done;
    private volatile boolean stopped;

    Sender(LoadPlan plan, Forms forms, Books books, int bind) {
        this.plan = plan;
        this.forms = forms;
        this.books = books;
        this.bind = bind;
        quota = plan.quota(bind);
        deliveries = new Deliveries(books);
    }

    /** Sends nothing more. From any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public long submit(PduBuffer out, Window window, long now) {
        while (!done) {
            if (part == 0 && (sent >= quota || stopped || now - books.endAt() >= 0)) {
                done = true;
            } else if (window.available() == 0) {
                return NOTHING_DUE; // an answer will wake us
            } else if (!out.hasRoom()) {
                return now;
            } else {
                long due = plan.rate() == 0 ? now : dueAt(sent);
                if (due - now > 0) {
                    return due;
                }
                append(out, window, now, due);
            }
        }
        return NOTHING_DUE;
    }

    /** The binds take turns in one schedule. */
    private long dueAt(long n) {
        return books.origin() + (n * plan.binds() + bind) * SECOND / plan.rate();
    }

    private void append(PduBuffer out, Window window, long now, long due) {
        if (part == 0) {
            kind = plan.mix().of(message * plan.binds() + bind);
            if (forms.of(kind).size() > quota - sent) {
                kind = Mix.Kind.TEXT; // what is left is no room for all parts
            }
        }
        List<Forms.Form> parts = forms.of(kind);
        Forms.Form form = parts.get(part);
        long number = books.flows().number(bind, message, part);
        boolean receipt = asksForReceipt(message * plan.binds() + bind);
        books.ledger().sent(number);
        int at =
                form.template()
                        .append(
                                out,
                                window.take(due, (number << 1) | (receipt ? 1 : 0), now),
                                (int) (message % plan.from().size()),
                                books.flows().destination(bind, message),
                                receipt ? 1 : 0);
        form.fill(out.octets(), at, (int) message, books.run(), number, books.micros(due));
        if (plan.rate() > 0 && due - books.warmUntil() >= 0) {
            lateness.recordValue((now - due) / 1000);
        }
        books.tally().submitted();
        sent++;
        part++;
        if (part == parts.size()) {
            part = 0;
            message++;
        }
    }

    private boolean asksForReceipt(long n) {
        double share = plan.receiptShare();
        return Math.floor((n + 1) * share) > Math.floor(n * share);
    }

    @Override
    public void answered(SubmitAnswer read) {
        long now = read.readAt();
        if (read.status() != 0) {
            books.tally().refused(read.status(), now);
            return;
        }
        long number = read.tag() >>> 1;
        books.tally().accepted(now);
        int before = books.ledger().mark(number, Ledger.ACCEPTED);
        if ((before & Ledger.DELIVERED) != 0) {
            books.tally().complete();
        }
        if ((before & Ledger.LATE) != 0) {
            books.tally().reordered();
        }
        if ((read.tag() & 1) != 0) {
            books.receipts().asked(read.messageId());
        }
        if (read.startedAt() - books.warmUntil() >= 0) {
            answer.recordValue(Math.max(0, now - read.startedAt()) / 1000);
        }
    }

    @Override
    public void delivered(DeliverSm pdu, long now) {
        deliveries.delivered(pdu, now);
    }

    /** {@return whether all has been sent} */
    boolean isDone() {
        return done;
    }

    /** {@return how many should have been sent when the time was over, but were not; once done} */
    long unsent() {
        if (plan.rate() == 0 || plan.count() > 0) {
            return 0;
        }
        long ofAll = plan.rate() * ((books.endAt() - books.origin()) / 1000) / 1_000_000;
        long ofThis = ofAll / plan.binds() + (bind < ofAll % plan.binds() ? 1 : 0);
        return Math.max(0, ofThis - sent);
    }

    /** {@return microseconds from submission to answer; once the bind is closed} */
    Histogram answer() {
        return answer;
    }

    /**
     * {@return microseconds that submissions were behind their schedule; once the bind is closed}
     */
    Histogram lateness() {
        return lateness;
    }

    /** {@return what it was delivered; once the bind is closed} */
    Histogram endToEnd() {
        return deliveries.endToEnd();
    }
}

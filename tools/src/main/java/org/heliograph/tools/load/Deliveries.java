// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import org.HdrHistogram.Histogram;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.tools.load.smpp.DeliverSm;
import org.heliograph.tools.load.smpp.PduBuffer;
import org.heliograph.tools.load.smpp.SubmitAnswer;
import org.heliograph.tools.load.smpp.Traffic;
import org.heliograph.tools.load.smpp.Window;

/** What one bind is delivered; as traffic, that of a bind which only receives. */
final class Deliveries implements Traffic {
    private final Books books;
    private final Marker marker = new Marker();
    private final Histogram endToEnd = new Histogram(3);

    Deliveries(Books books) {
        this.books = books;
    }

    @Override
    public long submit(PduBuffer out, Window window, long now) {
        return NOTHING_DUE;
    }

    @Override
    public void answered(SubmitAnswer answer) {
        throw new IllegalStateException("nothing was submitted");
    }

    @Override
    public void delivered(DeliverSm pdu, long now) {
        if (pdu.isReceipt()) {
            receipt(pdu, now);
            return;
        }
        delivered(pdu.octets(), pdu.textAt(), pdu.textEnd(), pdu.octetsPerCharacter(), now);
    }

    /** A message of a handset, in the reading thread of all. */
    void delivered(SmsDeliver message, long now) {
        byte[] text = message.userData().payload().toArray();
        boolean ucs2 = message.dataCodingScheme().alphabet() == Alphabet.UCS2;
        delivered(text, 0, text.length, ucs2 ? 2 : 1, now);
    }

    private void delivered(byte[] octets, int from, int to, int step, long now) {
        boolean ours = marker.read(octets, from, to, step) && marker.run() == books.run();
        int before = ours ? books.ledger().mark(marker.number(), Ledger.DELIVERED) : 0;
        if ((before & Ledger.SENT) == 0) {
            books.tally().foreign();
        } else if ((before & Ledger.DELIVERED) != 0) {
            books.tally().repeated();
        } else {
            first(before, now);
        }
    }

    private void first(int before, long now) {
        Tally tally = books.tally();
        tally.delivered(now);
        if ((before & Ledger.ACCEPTED) != 0) {
            tally.complete();
        }
        if (books.flows().arrivesLate(marker.number())
                && (books.ledger().mark(marker.number(), Ledger.LATE) & Ledger.ACCEPTED) != 0) {
            tally.reordered(); // else if it is acknowledged yet: what is not may come at any time
        }
        if (marker.micros() >= books.micros(books.warmUntil())) {
            endToEnd.recordValue(Math.max(0, books.micros(now) - marker.micros()));
        }
    }

    private void receipt(DeliverSm pdu, long now) {
        pdu.receiptedMessageId()
                .ifPresentOrElse(
                        id -> {
                            books.tally().receipt(now);
                            books.receipts().received(id, pdu.receiptField("stat:").orElse(""));
                        },
                        books.tally()::foreign);
    }

    /** {@return microseconds from submission to delivery; once the bind is closed} */
    Histogram endToEnd() {
        return endToEnd;
    }
}

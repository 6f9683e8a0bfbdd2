// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxStoreReq;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.subscribers.Msisdn;

/**
 * M-Mbox-Store.req: its recipient stores a message that he was notified of and has not fetched, or
 * changes the marks of one that is stored. What becomes of the notification is as he answers it.
 */
public final class Keeping {
    private final Mmbox mmbox;
    private final MessageStore messages;

    public Keeping(Mmbox mmbox, MessageStore messages) {
        this.mmbox = mmbox;
        this.messages = messages;
    }

    public MMboxStoreConf store(Msisdn caller, MMboxStoreReq request) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        mmbox.refusal(caller, request.headers())
                .orElseGet(() -> keep(caller, request))
                .addTo(headers);
        return new MMboxStoreConf(headers.build());
    }

    private StoreOutcome keep(Msisdn caller, MMboxStoreReq request) {
        Marks marks = new Marks(request.headers());
        Optional<Token> named = Token.inLocation(request.contentLocation());
        if (named.isEmpty()) {
            return unknown(caller);
        }
        Token token = named.get();
        Optional<StoredMessage> before =
                mmbox.store()
                        .find(caller, token)
                        .or(() -> mmbox.store().byOrigin(caller, StoredMessage.received(token)));
        return before.isPresent()
                ? mark(before.get(), marks)
                : messages.byToken(token)
                        .filter(delivery -> delivery.recipient().isOf(caller))
                        .filter(delivery -> !delivery.recipient().state().isFinal())
                        .map(delivery -> keep(caller, delivery, marks))
                        .orElseGet(() -> unknown(caller));
    }

    private StoreOutcome mark(StoredMessage before, Marks marks) {
        return mmbox.store()
                .change(before.owner(), before.token(), marks::on)
                .map(mmbox::stored)
                .orElseGet(() -> unknown(before.owner()));
    }

    private StoreOutcome keep(Msisdn caller, Delivery delivery, Marks marks) {
        StoredMessage message =
                mmbox.stored(
                        caller,
                        StoredMessage.received(delivery.recipient().token()),
                        delivery.message(),
                        marks.state(MmState.NEW),
                        marks);
        return switch (mmbox.store().share(message, mmbox.quota())) {
            case MmboxStore.Kept.New() -> mmbox.stored(message);
            case MmboxStore.Kept.Repeat(StoredMessage before) -> mark(before, marks);
            case MmboxStore.Kept.Full() -> mmbox.full(caller);
            case MmboxStore.Kept.ContentGone() -> unknown(caller);
        };
    }

    private StoreOutcome unknown(Msisdn caller) {
        return mmbox.refused(caller, StoreOutcome.Cause.UNKNOWN, "no such message to you");
    }
}

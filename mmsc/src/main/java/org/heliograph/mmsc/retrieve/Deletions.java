// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.retrieve;

import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.report.Outcomes;
import org.heliograph.pdu.mms.Deletion;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MDeleteConf;
import org.heliograph.pdu.mms.MmsPdu.MDeleteReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;

/**
 * M-Delete.req (OMA-TS-MMS_ENC 1.3 §6.8): messages that their recipient does not want any more,
 * which is a rejection.
 */
public final class Deletions {
    /** Each is a write; more at a time are nobody's everyday. */
    private static final int MOST = 100;

    private final MessageStore store;
    private final Outcomes outcomes;

    public Deletions(MessageStore store, Outcomes outcomes) {
        this.store = store;
        this.outcomes = outcomes;
    }

    /** {@return an outcome for each location, counted from 1} */
    public MDeleteConf delete(Msisdn caller, MDeleteReq request) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        List<String> locations = request.contentLocations();
        for (int i = 0; i < locations.size() && i < MOST; i++) {
            ResponseStatus status = delete(caller, locations.get(i));
            int count = i + 1;
            headers.add(Deletion.LOCATION, new Deletion.Location(count, locations.get(i)))
                    .add(Deletion.OUTCOME, new Deletion.Outcome(count, status));
            if (!status.equals(ResponseStatus.OK)) {
                headers.add(
                        Deletion.TEXT,
                        new Deletion.Text(count, EncodedString.of("no such message to you")));
            }
        }
        return new MDeleteConf(headers.build());
    }

    /** Once more is as good as once. */
    private ResponseStatus delete(Msisdn caller, String location) {
        Optional<Delivery> found =
                Token.inLocation(location)
                        .flatMap(store::byToken)
                        .filter(delivery -> delivery.recipient().isOf(caller));
        if (found.isEmpty()) {
            return ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND;
        }
        outcomes.reached(found.get(), RecipientState.REJECTED, true);
        return ResponseStatus.OK;
    }
}

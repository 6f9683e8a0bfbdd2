// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.mms.Deletion;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDeleteReq;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** M-Mbox-Delete.req: messages that their owner wants no longer. */
public final class Removals {
    /** Each is a write; more at a time are nobody's everyday. */
    private static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    private static final StoreOutcome.NotStored UNKNOWN =
            new StoreOutcome.NotStored(StoreOutcome.Cause.UNKNOWN, "no such message of yours");

    private final Mmbox mmbox;

    public Removals(Mmbox mmbox) {
        this.mmbox = mmbox;
    }

    /** {@return an outcome for each location, counted from 1} */
    public MMboxDeleteConf delete(Msisdn caller, MMboxDeleteReq request) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        Optional<StoreOutcome.NotStored> closed = mmbox.closed(caller, request.headers());
        closed.ifPresent(why -> mmbox.refused(caller, why.cause(), why.reason()));
        StoreOutcome.NotStored why = closed.orElse(UNKNOWN);
        List<String> locations = request.contentLocations();
        for (int i = 0; i < locations.size() && i < MOST; i++) {
            int count = i + 1;
            headers.add(Deletion.LOCATION, new Deletion.Location(count, locations.get(i)));
            if (closed.isEmpty() && remove(caller, locations.get(i))) {
                headers.add(Deletion.OUTCOME, new Deletion.Outcome(count, ResponseStatus.OK));
            } else {
                headers.add(Deletion.OUTCOME, new Deletion.Outcome(count, why.cause().response()))
                        .add(
                                Deletion.TEXT,
                                new Deletion.Text(count, EncodedString.of(why.reason())));
            }
        }
        return new MMboxDeleteConf(headers.build());
    }

    private boolean remove(Msisdn caller, String location) {
        Optional<MmboxStore.Removed> removed =
                Token.inLocation(location).flatMap(one -> mmbox.store().remove(caller, one));
        removed.ifPresent(mmbox::free);
        removed.ifPresent(_ -> LOG.info("removed from an MMBox of={}", caller.masked()));
        return removed.isPresent();
    }
}

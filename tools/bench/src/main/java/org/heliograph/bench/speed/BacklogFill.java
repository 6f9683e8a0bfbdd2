// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.smsc.queue.Claims;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.smsc.store.SqlMessageStore;

/**
 * Has messages wait, through the centre's own store and while no centre runs: many times faster
 * than to submit them. Each carries its number, from 0 on.
 */
final class BacklogFill {
    private static final int BATCH = 1_000;
    private static final DataCodingScheme EIGHT_BIT = new DataCodingScheme(0x04);
    private static final String TEXT =
            "%010d" + " of a backlog as long as most texts are".repeat(2);

    /** Keeps the node's lease while messages are stored; they are for another run to carry. */
    private static final class OnlyStores implements Claims.Carrier {
        @Override
        public void carry(Route.Destination destination, MessageId first) {}

        @Override
        public boolean leave(Route.Destination destination) {
            return true;
        }

        @Override
        public void leaveAll() {}

        @Override
        public boolean waitsFor(Route.Destination destination) {
            return true;
        }

        @Override
        public void alert(Route.Destination destination) {}

        @Override
        public boolean reaches(Route.Destination destination) {
            return false;
        }
    }

    private BacklogFill() {}

    /**
     * @param destinations by the number of the message
     */
    static void fill(
            SmscSettings.Store settings,
            Path data,
            long messages,
            LongFunction<Route.Destination> destinations)
            throws Exception {
        try (SqlDatabase database = settings.open(data);
                SqlMessageStore store =
                        settings.shared()
                                ? SqlMessageStore.share(database, new SimpleMeterRegistry())
                                : SqlMessageStore.open(database, new SimpleMeterRegistry())) {
            store.claims().start(new OnlyStores());
            Instant now = Instant.now();
            for (long number = 0; number < messages; number += BATCH) {
                int count = (int) Math.min(BATCH, messages - number);
                long firstId = store.reserveIds(count);
                List<Routed> batch = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    batch.add(
                            new Routed(
                                    destinations.apply(number + i),
                                    message(new MessageId(firstId + i), number + i, now)));
                }
                store.insert(batch);
            }
        }
    }

    private static ShortMessage message(MessageId id, long number, Instant now) {
        byte[] text = String.format(Locale.ROOT, TEXT, number).getBytes(US_ASCII);
        return new ShortMessage(
                id,
                new Origin.Esme("demo"),
                new TpAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlan.UNKNOWN, "Backlog"),
                new TpAddress(TypeOfNumber.UNKNOWN, NumberingPlan.ISDN, "2000"),
                0,
                EIGHT_BIT,
                new UserData(List.of(), Octets.of(text)),
                ReportRequest.NONE,
                now,
                now.plus(Duration.ofDays(3)),
                new Purpose.Carry(),
                id,
                SmppParameters.NONE);
    }
}

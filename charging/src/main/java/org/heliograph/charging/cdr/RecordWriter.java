// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.credit.CreditControl.AwayException;
import org.heliograph.charging.credit.CreditControl.Settlement;
import org.heliograph.config.ChargingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records from an outbox into files, on one thread: tells credit control, appends, syncs,
 * and only then takes them out of the outbox. Each step may be done twice after a crash, and counts
 * once: credit control knows the event's id, and what the open file has is not appended again.
 */
public final class RecordWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    /** In one transaction and one sync. */
    private static final int BATCH = 2_000;

    private static final long IDLE_MILLIS = 200;

    /** After a failure; nobody waits for us. */
    private static final long PAUSE_MILLIS = 1_000;

    private final ChargingSettings.Records settings;
    private final String tenant;
    private final Outbox outbox;
    private final CreditControl credit;
    private final RecordFile file;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** What the file has and the outbox may have too: of a batch, and of what was at the start. */
    private final Set<String> appended;

    private boolean failing;

    /**
     * Opens the file that was written last; {@link #start} begins to write.
     *
     * @param outbox closed with this
     * @param directory where its files are
     * @throws IOException if the directory cannot be written to
     */
    public RecordWriter(
            ChargingSettings settings,
            Path directory,
            Outbox outbox,
            CreditControl credit,
            InstantSource clock)
            throws IOException {
        this.settings = settings.records();
        this.tenant = settings.tenant();
        this.outbox = outbox;
        this.credit = credit;
        this.file = new RecordFile(settings.records(), directory, clock, BATCH);
        this.appended = file.lastIds();
        this.thread = Thread.ofPlatform().name("charging-records").daemon().unstarted(this::run);
    }

    public RecordWriter start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            long wait = 0;
            while (!closing.await(wait, TimeUnit.MILLISECONDS)) {
                wait = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long step() {
        try {
            boolean any = drain();
            if (failing) {
                LOG.info("records-written-again");
                failing = false;
            }
            return any ? 0 : IDLE_MILLIS;
        } catch (IOException | AwayException | RuntimeException e) { // whatever it is, go on later
            if (!failing) {
                LOG.warn("records-wait reason=\"{}\"", e.getMessage());
                failing = true;
            }
            return PAUSE_MILLIS;
        }
    }

    /**
     * Brings one batch to its end.
     *
     * @return whether there was one
     * @throws AwayException if credit control hears of nothing now; what it heard of is written
     */
    boolean drain() throws IOException, AwayException {
        List<ChargingRecord> batch = outbox.next(BATCH);
        List<ChargingRecord> settled = new ArrayList<>(batch.size());
        try {
            settled.addAll(settled(batch));
        } catch (AwayException _) { // one by one tells which of them it is about
            for (ChargingRecord record : batch) {
                settled.addAll(settled(List.of(record)));
            }
        } finally {
            write(settled);
        }
        return !batch.isEmpty();
    }

    private void write(List<ChargingRecord> records) throws IOException {
        if (!records.isEmpty()) {
            List<ChargingRecord> missing =
                    records.stream()
                            .filter(record -> !appended.contains(record.recordId()))
                            .toList();
            if (!missing.isEmpty() && settings.written()) {
                file.append(missing);
            }
            missing.forEach(record -> appended.add(record.recordId()));
            outbox.remove(records);
            records.forEach(record -> appended.remove(record.recordId()));
        }
        file.rotate();
    }

    /** {@return the same records, with what credit control says} */
    private List<ChargingRecord> settled(List<ChargingRecord> records) throws AwayException {
        List<ChargeableEvent> spent = new ArrayList<>();
        List<ChargeableEvent> unspent = new ArrayList<>();
        for (ChargingRecord record : records) {
            if (record.charge().isPresent() && !appended.contains(record.recordId())) {
                ChargingRecord.Charge charge = record.charge().get();
                (charge.spent() ? spent : unspent).add(charge.event());
            }
        }
        if (!unspent.isEmpty()) {
            credit.release(unspent);
        }
        Iterator<Settlement> settlements =
                spent.isEmpty()
                        ? List.<Settlement>of().iterator()
                        : credit.commit(spent).iterator();
        List<ChargingRecord> settled = new ArrayList<>(records.size());
        for (ChargingRecord record : records) {
            if (record.charge().isEmpty() || appended.contains(record.recordId())) {
                settled.add(record);
                continue;
            }
            ChargingRecord.Charge charge = record.charge().get();
            Map<Field, String> more = of(charge.event());
            if (charge.spent()) {
                Settlement settlement = settlements.next();
                settlement.cost().ifPresent(cost -> more.put(Field.COST, cost.toPlainString()));
                more.put(Field.PAID, Boolean.toString(settlement.paid()));
            }
            settled.add(record.with(more));
        }
        return settled;
    }

    private Map<Field, String> of(ChargeableEvent event) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.put(Field.TENANT, tenant);
        fields.put(Field.CATEGORY, event.category());
        fields.put(Field.ACCOUNT, event.account());
        fields.put(Field.SUBJECT, event.subject());
        fields.put(Field.DESTINATION, event.destination());
        return fields;
    }

    /** Ends after the batch under way; what is left waits for the next start. */
    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("record-file-not-closed reason=\"{}\"", e.getMessage());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.charging.cdr.RecordWriter;
import org.heliograph.charging.cgrates.CgratesControl;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.credit.NoControl;
import org.heliograph.charging.credit.Prepaid;
import org.heliograph.charging.rating.Rater;
import org.heliograph.charging.rating.TariffDirectory;
import org.heliograph.charging.rating.TariffException;
import org.heliograph.charging.store.SqlBalances;
import org.heliograph.config.ChargingSettings;
import org.heliograph.config.ConfigException;
import org.heliograph.config.SmscSettings;

/** Puts charging together, once for both centres of a process. */
public final class Charging implements AutoCloseable {
    /** How soon new tables count. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final ChargingSettings settings;
    private final Path data;
    private final InstantSource clock;
    private final Optional<TariffDirectory> tariffs;
    private final CreditControl credit;

    private Charging(
            ChargingSettings settings,
            Path data,
            InstantSource clock,
            Optional<TariffDirectory> tariffs,
            CreditControl credit) {
        this.settings = settings;
        this.data = data;
        this.clock = clock;
        this.tariffs = tariffs;
        this.credit = credit;
    }

    /**
     * @param store where balances are, if it is a server's database
     * @param data exists
     * @throws ConfigException if the database of balances cannot be opened
     * @throws IOException if tables or balances cannot be used
     */
    public static Charging open(
            ChargingSettings settings,
            SmscSettings.Store store,
            Path data,
            InstantSource clock,
            MeterRegistry meters)
            throws ConfigException, IOException {
        var rater =
                new Rater(
                        ZoneId.of(settings.rating().timeZone()),
                        settings.rating().roundsIncrementsTo());
        Optional<TariffDirectory> tariffs = tariffs(settings.rating(), data, rater);
        CreditControl credit =
                switch (settings.credit().control()) {
                    case "prepaid" ->
                            new Prepaid(
                                            settings.tenant(),
                                            rater,
                                            SqlBalances.open(store, data, meters),
                                            settings.credit().reservationExpiry(),
                                            clock)
                                    .start();
                    case "cgrates" ->
                            new CgratesControl(
                                    settings.tenant(), settings.credit().cgrates(), clock);
                    default -> new NoControl(settings.tenant(), rater);
                };
        return new Charging(settings, data, clock, tariffs, credit);
    }

    private static Optional<TariffDirectory> tariffs(
            ChargingSettings.Rating rating, Path data, Rater rater) throws IOException {
        if (rating.tariffs().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    TariffDirectory.open(data.resolve(rating.tariffs()), rater).watch(LOOK));
        } catch (TariffException e) {
            throw new IOException("charging.rating.tariffs: " + e.getMessage(), e);
        }
    }

    /** {@return whom centres ask before they take a message on} */
    public CreditControl credit() {
        return credit;
    }

    /** {@return what is charged, and how} */
    public ChargingSettings settings() {
        return settings;
    }

    /**
     * Begins to bring what a centre stores into files.
     *
     * @param name of the centre: a directory of its own for its files
     * @param outbox closed with what is returned
     * @return the caller's to close: after all that stores records, before their database
     */
    public RecordWriter write(String name, Outbox outbox) throws IOException {
        Path directory = data.resolve(settings.records().directory()).resolve(name);
        return new RecordWriter(settings, directory, outbox, credit, clock).start();
    }

    /** To be called when no centre uses it any more. */
    @Override
    public void close() {
        tariffs.ifPresent(TariffDirectory::close);
        credit.close();
    }
}

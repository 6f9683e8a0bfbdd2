// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

/** What every store of registrations does. */
public interface RegistrationStoreContract {
    Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    /** {@return the store under test, empty and open; whoever gives it closes it} */
    RegistrationStore store();

    /** Loses whatever a crash of the process would lose. */
    RegistrationStore afterCrash() throws Exception;

    static Registration registration(String number, String device, long seconds) {
        return new Registration(
                new Msisdn(number), device, NOW.plusSeconds(seconds), "about " + device + "\n é\n");
    }

    static List<Registration> live(RegistrationStore store, Instant now) throws StoreException {
        List<Registration> loaded = new ArrayList<>();
        store.load(now, loaded::add);
        loaded.sort(
                Comparator.comparing((Registration one) -> one.subscriber().digits())
                        .thenComparing(Registration::device));
        return loaded;
    }

    @Test
    default void givesBackWhatItKeepsOfEachDevice() throws Exception {
        Registration phone = registration("447700900001", "sip:a@192.0.2.1", 600);
        Registration watch = registration("447700900001", "sip:a@192.0.2.2;x=\"Ω\"", 60);
        Registration other = registration("447700900002", "", 1);
        store().keep(List.of(other, phone));
        store().keep(List.of(watch));
        assertEquals(List.of(phone, watch, other), live(store(), NOW));
        assertEquals(List.of(phone, watch, other), live(afterCrash(), NOW));
    }

    @Test
    default void replacesWhatTheSameDeviceHadAndForgetsWhatIsOver() throws Exception {
        Registration before = registration("447700900001", "sip:a@192.0.2.1", 600);
        Registration after =
                new Registration(
                        before.subscriber(), before.device(), NOW.plusSeconds(900), "moved");
        store().keep(List.of(before, registration("447700900002", "x", 600)));
        store().keep(List.of(after, registration("447700900002", "x", 0)));
        assertEquals(List.of(after), live(store(), NOW));
        assertEquals(List.of(), live(store(), NOW.plusSeconds(900)));
        store().forget(NOW.plusSeconds(1));
        assertEquals(List.of(after), live(store(), NOW.minusSeconds(1)));
    }

    /** Of one write as of many: the last one counts. */
    @Test
    default void keepsTheLastOfThoseForOneDevice() throws Exception {
        Registration last = registration("447700900001", "x", 700);
        store().keep(List.of(registration("447700900001", "x", 600), last));
        assertEquals(List.of(last), live(store(), NOW));
    }

    @Test
    default void hearsNothingFromElsewhereWhileAlone() throws Exception {
        live(store(), NOW);
        store().keep(List.of(registration("447700900001", "x", 600)));
        assertEquals(List.of(), store().changedElsewhere());
    }

    @Test
    default void refusesWhatComesAfterTheEnd() {
        store().close();
        assertThrows(
                StoreException.class,
                () -> store().keep(List.of(registration("447700900001", "x", 600))));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.heliograph.config.SubscriberSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribersTest {
    private static final Msisdn ALICE = new Msisdn("447700900001");

    @TempDir private Path data;

    private static SubscriberSettings settings(boolean onlyListed, int most) {
        return new SubscriberSettings(
                "subscribers.csv", Duration.ofMillis(10), most, onlyListed, List.of("sms", "mms"));
    }

    private Subscribers open(String text) throws IOException {
        Files.writeString(data.resolve("subscribers.csv"), text);
        return Subscribers.open(settings(false, 1_000_000), data);
    }

    private static void await(BooleanSupplier condition) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    while (!condition.getAsBoolean()) {
                        LockSupport.parkNanos(1_000_000);
                    }
                });
    }

    @Test
    void findsASubscriberByEachIdentity() throws Exception {
        String text =
                """
                \uFEFFmsisdn,imsi,impu,profile,services,barred
                # a comment

                +447700900001,001010000000001,sip:Alice@IMS.example.org tel:+44-7700-900001,k750i,sms mms,no
                447700900002,,,,-,\r
                447700900003,001010000000003,,,mms,yes
                """;
        try (Subscribers subscribers = open(text)) {
            var alice =
                    new Subscriber(
                            ALICE,
                            Optional.of(new Imsi("001010000000001")),
                            List.of("sip:Alice@ims.example.org", "tel:+447700900001"),
                            Optional.of("k750i"),
                            Set.of("sms", "mms"),
                            false);
            assertEquals(3, subscribers.size());
            assertEquals(Optional.of(alice), subscribers.find(ALICE));
            assertEquals(Optional.of(alice), subscribers.find(new Imsi("001010000000001")));
            assertEquals(
                    Optional.of(alice),
                    subscribers.findImpu("SIP:Alice@ims.example.org;user=phone"));
            assertEquals(
                    Optional.of(alice),
                    subscribers.findImpu("tel:+447700900001;phone-context=example.org"));
            assertEquals(Optional.empty(), subscribers.findImpu("sip:alice@ims.example.org"));
            assertEquals(Optional.empty(), subscribers.findImpu("sip:Alic\u00e9@ims.example.org"));
            assertEquals(Optional.empty(), subscribers.find(new Imsi("01010000000001")));
            assertEquals(Optional.empty(), subscribers.find(new Msisdn("0447700900001")));
            assertEquals(
                    Set.of(),
                    subscribers.find(new Msisdn("447700900002")).orElseThrow().services());
        }
    }

    @Test
    void saysHowASubscriberStands() throws Exception {
        String text =
                """
                services,barred,msisdn
                ,,447700900001
                sms,0,447700900002
                mms,yes,447700900003
                """;
        var unlisted = new Msisdn("447700900009");
        try (Subscribers subscribers = open(text)) {
            assertEquals(Subscribers.Standing.SERVED, subscribers.standing(ALICE, "mms"));
            assertEquals(
                    Subscribers.Standing.WITHOUT_SERVICE,
                    subscribers.standing(new Msisdn("447700900002"), "mms"));
            assertEquals(
                    Subscribers.Standing.BARRED,
                    subscribers.standing(new Msisdn("447700900003"), "mms"));
            assertEquals(Subscribers.Standing.SERVED, subscribers.standing(unlisted, "mms"));
        }
        try (Subscribers strict = Subscribers.open(settings(true, 10), data)) {
            assertEquals(Subscribers.Standing.UNKNOWN, strict.standing(unlisted, "mms"));
        }
        try (Subscribers none = Subscribers.none()) {
            assertEquals(Subscribers.Standing.SERVED, none.standing(unlisted, "mms"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing             | ''                          | no line names the columns
                    unknown column      | number                      | 1: unknown column; known: msisdn, imsi, impu, profile, services, barred
                    a column twice      | msisdn,msisdn               | 1: a column twice
                    no column msisdn    | imsi                        | 1: no column msisdn
                    no MSISDN           | msisdn,imsi;,001010000000001 | 2: an MSISDN has 1 to 15 digits, the first not 0
                    a national number   | msisdn;07700900001          | 2: an MSISDN has 1 to 15 digits, the first not 0
                    other digits        | msisdn;٤٤٧٧٠٠               | 2: an MSISDN has 1 to 15 digits, the first not 0
                    twice               | msisdn;44770;1;+44770       | 4: the MSISDN is there already
                    no IMSI             | msisdn,imsi;44770,12x       | 2: an IMSI has 6 to 15 digits
                    IMSI of another     | msisdn,imsi;1,001011;2,001011 | 3: the IMSI is another subscriber's
                    no IMPU             | msisdn,impu;1,alice         | 2: an IMPU is a sip:, sips: or tel: URI; several with a space between
                    IMPU of another     | msisdn,impu;1,sip:a@b;2,sip:a@B | 3: the IMPU is there already
                    no profile          | msisdn,profile;1,../x       | 2: no name of a device profile
                    no service          | msisdn,services;1,MMS       | 2: no name of a service; several with a space between, and - for none
                    neither yes nor no  | msisdn,barred;1,maybe       | 2: barred: expected yes or no
                    more cells          | msisdn;1,2                  | 2: 2 cells, and 1 columns
                    quotes              | msisdn;"1"                  | 2: quotes are not supported
                    too many            | msisdn;1;2;3;4              | 5: more than 3 subscribers
                    """)
    void saysWhereAFileIsWrong(String name, String text, String reason) throws IOException {
        Path file = data.resolve("subscribers.csv");
        Files.writeString(file, text.replace(';', '\n'));
        var e =
                assertThrows(
                        IOException.class,
                        () -> Subscribers.open(settings(false, 3), data).close(),
                        name);
        String place = Character.isDigit(reason.charAt(0)) ? file + ":" : file + ": ";
        assertEquals(place + reason, e.getMessage(), name);
    }

    @Test
    void refusesWhatHasNoLinesAndWhatIsNotUtf8() throws IOException {
        Path file = data.resolve("subscribers.csv");
        Files.write(file, new byte[10_000]);
        assertReason(file + ":1: longer than 2048 octets");
        Files.write(file, "msisdn\n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertReason(file + ":2: not UTF-8");
        Files.delete(file);
        assertReason(file + ": cannot be read: java.nio.file.NoSuchFileException: " + file);
    }

    private void assertReason(String reason) {
        var e =
                assertThrows(
                        IOException.class,
                        () -> Subscribers.open(settings(false, 3), data).close());
        assertEquals(reason, e.getMessage());
    }

    @Test
    void readsAFileThatChangesAndKeepsTheOldOneForABadOne() throws Exception {
        try (Subscribers subscribers = open("msisdn,barred\n447700900001,no\n")) {
            replace("msisdn,barred\n447700900001,yes\n447700900002,no\n");
            await(() -> subscribers.size() == 2);
            assertTrue(subscribers.find(ALICE).orElseThrow().barred());

            replace("msisdn,barred\n447700900001,no\nrubbish\n");
            replace("msisdn,barred\n447700900001,no\nrubbish,\n\n");
            Files.delete(data.resolve("subscribers.csv"));
            Path good = data.resolve("good");
            Files.writeString(good, "msisdn\n447700900003\n");
            assertEquals(2, subscribers.size());
            Files.move(good, data.resolve("subscribers.csv"));
            await(() -> subscribers.size() == 1);
            assertFalse(subscribers.find(ALICE).isPresent());
        }
    }

    private void replace(String text) throws IOException {
        Path fresh = data.resolve("fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, data.resolve("subscribers.csv"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The size that one installation is made for, in the heap that a test has. */
    @Test
    void holdsAMillionSubscribers() throws Exception {
        int many = 1_000_000;
        try (BufferedWriter out = Files.newBufferedWriter(data.resolve("subscribers.csv"))) {
            out.write("msisdn,imsi,impu,profile\n");
            for (int i = 0; i < many; i++) {
                out.write(
                        "%d,00101%010d,sip:+%1$d@ims.mnc001.mcc001.3gppnetwork.org,model%d\n"
                                .formatted(447_700_000_000L + i, i, i % 500));
            }
        }
        try (Subscribers subscribers = Subscribers.open(settings(false, many), data)) {
            assertEquals(many, subscribers.size());
            SplittableRandom random = new SplittableRandom(23_003);
            for (int n = 0; n < 10_000; n++) {
                int i = random.nextInt(many);
                var msisdn = new Msisdn(Long.toString(447_700_000_000L + i));
                Subscriber found = subscribers.find(msisdn).orElseThrow();
                assertEquals(msisdn, found.msisdn());
                assertEquals(Optional.of(found), subscribers.find(found.imsi().orElseThrow()));
                assertEquals(Optional.of(found), subscribers.findImpu(found.impus().getFirst()));
                assertEquals(Optional.of("model" + i % 500), found.profile());
            }
            assertFalse(subscribers.find(new Msisdn("447800000000")).isPresent());
        }
    }
}

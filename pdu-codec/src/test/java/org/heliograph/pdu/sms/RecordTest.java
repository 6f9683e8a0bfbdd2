// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the records accept, refuse and say of themselves. */
class RecordTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "+4917012345, INTERNATIONAL, 4917012345",
        "1000, UNKNOWN, 1000",
        "*100#, UNKNOWN, *100#",
        "Info, ALPHANUMERIC, Info",
        "+49 170, ALPHANUMERIC, +49 170",
        "+, ALPHANUMERIC, +",
        "Heliograph1, ALPHANUMERIC, Heliograph1",
        "[234567]0, ALPHANUMERIC, [234567]0",
    })
    void readsAddressesAsPeopleWriteThem(String text, TypeOfNumber type, String value) {
        TpAddress address = TpAddress.of(text);
        assertEquals(type, address.typeOfNumber());
        assertEquals(value, address.value());
        assertEquals(text, address.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Heliograph12", "[23456789]0", "жук", "123456789012345678901"})
    void refusesAddressesThatDoNotFit(String text) {
        assertThrows(IllegalArgumentException.class, () -> TpAddress.of(text));
    }

    @Test
    void refusesWhatCannotBeEncoded() {
        UserData octets = new UserData(List.of(), Octets.of(0x80));
        UserData odd = new UserData(List.of(), Octets.of(1, 2, 3));
        UserData full = new UserData(List.of(), Octets.ofOwned(new byte[160]));
        UserData headed = new UserData(List.of(new Concatenation(1, false, 2, 1)), full.payload());
        submit(0, 0, DataCodingScheme.GSM_7BIT, full);
        List<Executable> refused =
                List.of(
                        () -> submit(256, 0, DataCodingScheme.GSM_7BIT, UserData.EMPTY),
                        () -> submit(0, -1, DataCodingScheme.GSM_7BIT, UserData.EMPTY),
                        () -> submit(0, 0, DataCodingScheme.GSM_7BIT, octets),
                        () -> submit(0, 0, DataCodingScheme.UCS2, odd),
                        () -> submit(0, 0, DataCodingScheme.EIGHT_BIT, full),
                        () -> submit(0, 0, DataCodingScheme.GSM_7BIT, headed),
                        () -> new DataCodingScheme(256),
                        () -> new NumberingPlan(16),
                        () -> new ValidityPeriod.Relative(256),
                        () -> new ValidityPeriod.Enhanced(Octets.of(1)),
                        () -> new Concatenation(256, false, 1, 1),
                        () -> new Concatenation(1, false, 2, 3),
                        () -> new Ports(256, 0, false),
                        () -> new Unknown(256, Octets.EMPTY),
                        () -> scts("1989-12-31T23:59:59Z"),
                        () -> scts("2090-01-01T00:00:00Z"),
                        () -> scts("2026-01-01T00:00:00.5Z"),
                        () -> scts("2026-01-01T00:00:00+00:10"),
                        () -> new UserData(List.of(unknown(200), unknown(60)), Octets.EMPTY));
        for (Executable construction : refused) {
            assertThrows(IllegalArgumentException.class, construction);
        }
    }

    @Test
    void dropsFractionsOfASecond() {
        Instant instant = Instant.parse("2026-08-21T15:21:45.999Z");
        assertEquals(scts("2026-08-21T17:21:45+02:00"), Scts.of(instant, ZoneOffset.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,PT5M",
        "143,PT12H",
        "144,PT12H30M",
        "167,PT24H",
        "168,P2D",
        "196,P30D",
        "197,P35D",
        "255,P441D"
    })
    void countsRelativeValidityAsTheStandardDoes(int octet, Duration duration) {
        ValidityPeriod.Relative period = new ValidityPeriod.Relative(octet);
        assertEquals(duration, period.duration());
        assertEquals(period, ValidityPeriod.Relative.atLeast(duration));
        assertEquals(
                new ValidityPeriod.Relative(Math.min(octet + 1, 255)),
                ValidityPeriod.Relative.atLeast(duration.plusSeconds(1)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00000000000000, NONE, false, ''",
        "40000000000000, NONE, true, ''",
        "01a70000000000, RELATIVE, false, PT24H",
        "c10000a7000000, RELATIVE, true, PT5M",
        "02ff0000000000, SECONDS, false, PT4M15S",
        "02010000000000, SECONDS, false, PT1S",
        "02000000000000, SECONDS, false, ''",
        "03214365000000, TIME, false, PT12H34M56S",
        "83002143650000, TIME, false, PT12H34M56S",
        "0399999a000000, TIME, false, ''",
        "039999a9000000, TIME, false, ''",
        "03999999000000, TIME, false, PT100H40M39S",
        "83808080002143, TIME, false, ''",
        "82808080808000, SECONDS, false, ''",
        "82808080808080, SECONDS, false, ''",
        "81808080808000, RELATIVE, false, ''",
        "04010000000000, RESERVED, false, ''",
        "07010000000000, RESERVED, false, ''"
    })
    void tellsWhatEnhancedValidityMeans(
            String hex, ValidityPeriod.Enhanced.Format format, boolean once, String duration) {
        var period = new ValidityPeriod.Enhanced(Octets.ofHex(hex));
        assertEquals(format, period.format());
        assertEquals(once, period.singleShot());
        assertEquals(duration, period.duration().map(Duration::toString).orElse(""));
    }

    @Test
    void addsReportParametersOneByOne() {
        UserData data = new UserData(List.of(), Octets.of(0xCA));
        ReportParameters parameters =
                ReportParameters.NONE
                        .withProtocolIdentifier(0x7F)
                        .withDataCodingScheme(DataCodingScheme.EIGHT_BIT)
                        .withUserData(data);
        assertEquals(OptionalInt.of(0x7F), parameters.protocolIdentifier());
        assertEquals(Optional.of(DataCodingScheme.EIGHT_BIT), parameters.dataCodingScheme());
        assertEquals(Optional.of(data), parameters.userData());
        assertEquals(OptionalInt.empty(), ReportParameters.NONE.protocolIdentifier());
        assertEquals(Optional.empty(), ReportParameters.NONE.userData());
        assertNotEquals(ReportParameters.NONE, ReportParameters.NONE.withProtocolIdentifier(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReportParameters.NONE.withUserData(data), // 0xCA is no septet
                "GSM 7-bit without TP-DCS");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            text without header   | false | GSM_7BIT  | 48690b   | 0 | 48690b
            header and octets     | true  | EIGHT_BIT | 0605040b8423f0cafe | 1 | cafe
            header and septets    | true  | GSM_7BIT  | 0500030102014869   | 1 | 4869
            header alone          | true  | EIGHT_BIT | 0605040b8423f0     | 1 | ''
            """)
    void readsUserDataAsSmppCarriesIt(
            String name,
            boolean headed,
            Alphabet alphabet,
            String hex,
            int elements,
            String payload)
            throws DecodeException {
        UserData userData = TpduCodec.userDataOfUnpacked(Octets.ofHex(hex), headed, alphabet);
        assertEquals(elements, userData.header().size(), name);
        assertEquals(payload, userData.payload().toHex());
        assertEquals(hex, userData.headerOctets().plus(userData.payload()).toHex());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            header past the end    | true  | EIGHT_BIT | 0605040b84 | TP-UDH at octet 1: need 6 octets, have 4
            element past the end   | true  | EIGHT_BIT | 03050400   | TP-UDH.IE 0x05.IED at octet 3: need 4 octets, have 1
            no header at all       | true  | EIGHT_BIT | ''         | TP-UDH.TP-UDHL at octet 0: need 1 octets, have 0
            eight bits in a septet | false | GSM_7BIT  | 4180       | TP-UD at octet 0: 80 at 1 is no septet of GSM 7-bit text
            odd octets             | true  | UCS2      | 02700041   | TP-UD at octet 3: 1 octets of UCS-2, an odd number
            """)
    void saysWhyUserDataOfSmppIsMalformed(
            String name, boolean headed, Alphabet alphabet, String hex, String message) {
        var e =
                assertThrows(
                        DecodeException.class,
                        () -> TpduCodec.userDataOfUnpacked(Octets.ofHex(hex), headed, alphabet),
                        name);
        assertEquals(message, e.getMessage());
    }

    @Test
    void readsHeaderElementsWithoutLength() throws DecodeException {
        assertEquals(
                List.of(new Ports(2948, 9200, true), new Concatenation(0xCC, false, 2, 1)),
                TpduCodec.header(Octets.ofHex("05040b8423f0 0003cc0201")));
    }

    private static SmsSubmit submit(int mr, int pid, DataCodingScheme scheme, UserData userData) {
        return new SmsSubmit(
                Set.of(),
                mr,
                TpAddress.of("1000"),
                pid,
                scheme,
                new ValidityPeriod.None(),
                userData);
    }

    private static Scts scts(String time) {
        return new Scts(OffsetDateTime.parse(time));
    }

    private static Unknown unknown(int length) {
        return new Unknown(0x60, Octets.ofOwned(new byte[length]));
    }

    @Test
    void boundsAHeaderGivenWithoutItsLength() {
        assertThrows(DecodeException.class, () -> TpduCodec.header(Octets.ofOwned(new byte[256])));
    }
}

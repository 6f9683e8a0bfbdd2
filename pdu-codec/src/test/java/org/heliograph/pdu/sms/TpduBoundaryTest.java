// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first and last values that TPDUs take, the ones beyond, and who may carry which. */
class TpduBoundaryTest {
    private static final Scts TIME = new Scts(OffsetDateTime.parse("2026-08-21T15:21:45Z"));
    private static final ReportParameters EIGHT_BIT =
            ReportParameters.NONE.withDataCodingScheme(DataCodingScheme.EIGHT_BIT);

    /** TS 23.040 §9.2.3.1: TP-MTI means one thing each way; TS 24.011 §7.3: what carries it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SC | RP_ACK   | 06 2a 029121 62801251305400 62801251305400 00 | SMS-STATUS-REPORT in RP-ACK
            SC | RP_ERROR | 04 029121 00 04 62801251305400 00 | SMS-DELIVER in RP-ERROR
            SC | RP_DATA  | 01 00 62801251305400 | SMS-SUBMIT-REPORT in RP-DATA
            MS | RP_DATA  | 00 00 | SMS-DELIVER-REPORT in RP-DATA
            MS | RP_ERROR | 02 11 00 03 42 029121 00 | SMS-COMMAND in RP-ERROR
            MS | RP_ACK   | 01 00 029121 00 04 00 | SMS-SUBMIT in RP-ACK
            """)
    void refusesATpduThatItsCarrierMayNotHave(
            String from, Carrier carrier, String hex, String reason) throws DecodeException {
        String message = "at octet 0: " + reason;
        var e =
                assertThrows(
                        DecodeException.class, () -> read(from, carrier, hex, Reading.strict()));
        assertEquals(message, e.getMessage());
        Reading reading = Reading.kind();
        Tpdu tpdu = read(from, carrier, hex, reading);
        assertEquals("[" + message + "]", reading.deviations().toString());
        assertEquals(Octets.ofHex(hex), TpduCodec.encode(tpdu));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            MS | RP_DATA | 03 00 029121 00 04 00 | at octet 0: reserved TP-MTI
            MS | RP_DATA | 02 11 00 03 42 029121 00 ca | SMS-COMMAND at octet 9: 1 octets left over
            MS | RP_DATA | 01 00 029121 00 04 00 ca | SMS-SUBMIT at octet 8: 1 octets left over
            SC | RP_ACK  | 01 00 62801251305400 ca | SMS-SUBMIT-REPORT at octet 9: 1 octets left over
            MS | RP_ACK  | 00 01 7f ca | SMS-DELIVER-REPORT at octet 3: 1 octets left over
            MS | RP_ACK  | 00 81 00 7f ca | SMS-DELIVER-REPORT at octet 4: 1 octets left over
            MS | RP_ACK  | 00 81 80 00 7f ca | SMS-DELIVER-REPORT at octet 5: 1 octets left over
            """)
    void saysWhereInputIsMalformed(String from, Carrier carrier, String hex, String message) {
        var e =
                assertThrows(
                        DecodeException.class, () -> read(from, carrier, hex, Reading.strict()));
        assertEquals(message, e.getMessage());
    }

    /** §9.2.3.27: reserved bits, in further octets too, say that more follows: to be discarded. */
    @ParameterizedTest
    @CsvSource({"00017f", "0081007f", "0081017fca", "0081807f7fca", "00097fca", "00417fca"})
    void readsParametersBehindAnyIndicator(String hex) throws DecodeException {
        assertEquals(
                new SmsDeliverReport.InRpAck(ReportParameters.NONE.withProtocolIdentifier(0x7F)),
                read("MS", Carrier.RP_ACK, hex, Reading.strict()));
    }

    @Test
    void discardsWhatFollowsReservedParameters() throws DecodeException {
        assertEquals(
                new SmsDeliverReport.InRpAck(ReportParameters.NONE),
                read("MS", Carrier.RP_ACK, "00 08 cafe", Reading.strict()));
    }

    /** The values of TP-FCS begin at 80 (§9.2.3.22); TP-PI has no such bit but for more of it. */
    @Test
    void tellsReportsApartWhereRpDataCarriesThem() throws DecodeException {
        assertEquals(
                new SmsDeliverReport.InRpError(0x80, ReportParameters.NONE),
                read("MS", Carrier.RP_DATA, "00 80 00", Reading.kind()));
        assertEquals(
                new SmsDeliverReport.InRpAck(
                        ReportParameters.NONE
                                .withProtocolIdentifier(1)
                                .withDataCodingScheme(DataCodingScheme.GSM_7BIT)
                                .withUserData(UserData.EMPTY)),
                read("MS", Carrier.RP_DATA, "00 7f 01 00 00", Reading.kind()));
        assertEquals(
                new SmsDeliverReport.InRpAck(ReportParameters.NONE),
                read("MS", Carrier.RP_DATA, "00", Reading.kind()));
    }

    @Test
    void carriesAHeaderInADeliverReport() throws DecodeException {
        String hex = "40 06 04 05 03700101 21";
        Tpdu report = read("MS", Carrier.RP_ACK, hex, Reading.strict());
        assertEquals(Octets.ofHex(hex), TpduCodec.encode(report));
        assertEquals(
                new SmsDeliverReport.InRpAck(
                        EIGHT_BIT.withUserData(
                                new UserData(
                                        List.of(
                                                new InformationElement.ToolkitSecurityHeader(
                                                        0x70, Octets.of(1))),
                                        Octets.of(0x21)))),
                report);
    }

    @Test
    void boundsEachFieldOfACommand() {
        command(0, 0, 0, 0, 0);
        command(255, 255, 255, 255, 156);
        refuses("TP-MR -1 is not 0 to 255", () -> command(-1, 0, 0, 0, 0));
        refuses("TP-MR 256 is not 0 to 255", () -> command(256, 0, 0, 0, 0));
        refuses("TP-PID 256 is not 0 to 255", () -> command(0, 256, 0, 0, 0));
        refuses("TP-CT 256 is not 0 to 255", () -> command(0, 0, 256, 0, 0));
        refuses("TP-MN 256 is not 0 to 255", () -> command(0, 0, 0, 256, 0));
        refuses("157 octets of user data, at most 156", () -> command(0, 0, 0, 0, 157));
    }

    /** §9.2.2.1a to 3: TP-UD of each report. */
    @Test
    void boundsUserDataOfEachReport() {
        new SmsDeliverReport.InRpAck(withUserData(159));
        refuses("160 octets of user data, at most 159", () -> withUserData(160));
        new SmsDeliverReport.InRpError(0, withUserData(158));
        refuses(
                "159 octets of user data, at most 158",
                () -> new SmsDeliverReport.InRpError(0, withUserData(159)));
        new SmsSubmitReport.InRpAck(TIME, withUserData(152));
        refuses(
                "153 octets of user data, at most 152",
                () -> new SmsSubmitReport.InRpAck(TIME, withUserData(153)));
        new SmsSubmitReport.InRpError(255, TIME, withUserData(151));
        refuses(
                "152 octets of user data, at most 151",
                () -> new SmsSubmitReport.InRpError(255, TIME, withUserData(152)));
        status(255, 255, withUserData(143));
        refuses("144 octets of user data, at most 143", () -> status(0, 0, withUserData(144)));
    }

    @Test
    void boundsTheOctetsOfReports() {
        refuses(
                "TP-FCS 256 is not 0 to 255",
                () -> new SmsDeliverReport.InRpError(256, ReportParameters.NONE));
        refuses(
                "TP-FCS -1 is not 0 to 255",
                () -> new SmsSubmitReport.InRpError(-1, TIME, ReportParameters.NONE));
        refuses("TP-MR 256 is not 0 to 255", () -> status(256, 0, ReportParameters.NONE));
        refuses("TP-ST 256 is not 0 to 255", () -> status(0, 256, ReportParameters.NONE));
        refuses(
                "TP-PID 256 is not 0 to 255",
                () -> ReportParameters.NONE.withProtocolIdentifier(256));
    }

    @Test
    void tellsReportParametersApart() {
        ReportParameters one = withUserData(1).withProtocolIdentifier(1);
        assertEquals(withUserData(1).withProtocolIdentifier(1), one);
        assertEquals(withUserData(1).withProtocolIdentifier(1).hashCode(), one.hashCode());
        assertNotEquals(one, withUserData(1).withProtocolIdentifier(2));
        assertNotEquals(one.hashCode(), withUserData(1).withProtocolIdentifier(2).hashCode());
        assertNotEquals(one, withUserData(2).withProtocolIdentifier(1));
        assertNotEquals(one, withUserData(1));
        assertNotEquals(
                EIGHT_BIT, ReportParameters.NONE.withDataCodingScheme(DataCodingScheme.UCS2));
        assertNotEquals(ReportParameters.NONE, ReportParameters.ABSENT);
        assertFalse(one.equals((Object) "one"));
        assertTrue(ReportParameters.NONE.isEmpty());
        assertTrue(ReportParameters.ABSENT.isEmpty());
        assertFalse(ReportParameters.NONE.withProtocolIdentifier(0).isEmpty());
    }

    @Test
    void describesReportParameters() {
        assertEquals("ReportParameters[]", ReportParameters.ABSENT.toString());
        assertEquals(
                "ReportParameters[protocolIdentifier=OptionalInt[127],"
                        + " dataCodingScheme=Optional.empty, userData=Optional.empty]",
                ReportParameters.NONE.withProtocolIdentifier(127).toString());
    }

    @Test
    void boundsMessageClasses() {
        assertEquals(0x10, DataCodingScheme.of(Alphabet.GSM_7BIT, 0).octet());
        assertEquals(0x16, DataCodingScheme.of(Alphabet.EIGHT_BIT, 2).octet());
        assertEquals(0x1B, DataCodingScheme.of(Alphabet.UCS2, 3).octet());
        refuses("message class -1 is not 0 to 3", () -> DataCodingScheme.of(Alphabet.GSM_7BIT, -1));
        refuses("message class 4 is not 0 to 3", () -> DataCodingScheme.of(Alphabet.GSM_7BIT, 4));
    }

    /** TP-UDHL counts at most 255 octets. */
    @Test
    void boundsAHeader() throws DecodeException {
        assertEquals(
                256, new UserData(List.of(element(253)), Octets.EMPTY).headerOctets().length());
        refuses(
                "TP-UDHL 256 is not 0 to 255",
                () -> new UserData(List.of(element(254)), Octets.EMPTY));
        Octets longest = Octets.ofHex("60fd").plus(Octets.ofOwned(new byte[253]));
        assertEquals(List.of(element(253)), TpduCodec.header(longest));
        var e =
                assertThrows(
                        DecodeException.class, () -> TpduCodec.header(longest.plus(Octets.of(0))));
        assertEquals("TP-UDH at octet 0: 256 octets, at most 255", e.getMessage());
    }

    /** §9.2.3.12.3: hours, minutes and seconds in the last three octets, up to 99 of each. */
    @Test
    void readsATimeInTheLastOctetsOfEnhancedValidity() {
        assertEquals(
                Optional.of(Duration.parse("PT12H34M56S")),
                new ValidityPeriod.Enhanced(Octets.ofHex("83808000214365")).duration());
    }

    private static Tpdu read(String from, Carrier carrier, String hex, Reading reading)
            throws DecodeException {
        OctetReader in = new OctetReader(Octets.ofHex(hex), reading);
        return from.equals("SC")
                ? TpduCodec.decodeFromServiceCentre(in, carrier)
                : TpduCodec.decodeFromMobileStation(in, carrier);
    }

    private static SmsCommand command(int mr, int pid, int type, int number, int octets) {
        return new SmsCommand(mr, false, pid, type, number, TpAddress.of("1"), data(octets));
    }

    private static SmsStatusReport status(int mr, int status, ReportParameters parameters) {
        return new SmsStatusReport(
                false, Set.of(), mr, TpAddress.of("1"), TIME, TIME, status, parameters);
    }

    private static ReportParameters withUserData(int octets) {
        return EIGHT_BIT.withUserData(data(octets));
    }

    private static UserData data(int octets) {
        return new UserData(List.of(), Octets.ofOwned(new byte[octets]));
    }

    private static Unknown element(int octets) {
        return new Unknown(0x60, Octets.ofOwned(new byte[octets]));
    }

    private static void refuses(String message, Executable construction) {
        var e = assertThrows(IllegalArgumentException.class, construction);
        assertEquals(message, e.getMessage());
    }
}

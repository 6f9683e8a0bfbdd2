// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a kind reading of addresses and user data begins and ends to see what was meant. */
class KindlyReadBoundaryTest {
    private static final String AFTER_ADDRESS = " 00 04 62801251305400 02 cafe";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            as it should be, no digits     | 00 91 | + | -
            as it should be, twenty digits | 14 91 11111111111111111111 | +11111111111111111111 | -
            type alone counted             | 01 91 | + | length 1 counts octets of the value and its type
            ten octets                     | 0a 91 11111111111111111111 | +11111111111111111111 | length 10 counts octets of the value
            ten octets and their type      | 0b 91 11111111111111111111 | +11111111111111111111 | length 11 counts octets of the value and its type
            seven characters in octets     | 07 d0 61f1985c369f01 | abcdefg | length 7 counts octets of the value
            eight characters               | 08 d0 61f1985c369fd1 | abcdefgh | length 8 counts octets of the value and its type
            eight characters as seven octets | 07 d0 61f1985c369fd1 | abcdefgh | length 7 counts octets of the value
            at sign at the end             | 04 d0 49b71900 | Inf@ | length 4 counts octets of the value
            name of nothing                | 01 d0 | '' | length 1 counts octets of the value and its type
            """)
    void seesWhatAnAddressLengthCounts(String name, String address, String value, String deviation)
            throws DecodeException {
        Reading reading = Reading.kind();
        SmsDeliver deliver = deliver("04" + address + AFTER_ADDRESS, reading);
        assertEquals(value, deliver.originatingAddress().toString(), name);
        assertEquals(Octets.ofHex("cafe"), deliver.userData().payload());
        assertEquals(
                deviation.equals("-")
                        ? "[]"
                        : "[SMS-DELIVER.TP-OA at octet 1: " + deviation + ", not semi-octets]",
                reading.deviations().toString());
    }

    /** As RP has it: a length of nothing and no type. What follows is then read as it stands. */
    @Test
    void takesTheTypeOfAnAddressToBeThere() throws DecodeException {
        Reading reading = Reading.kind();
        SmsDeliver deliver = deliver("04 00" + AFTER_ADDRESS, reading);
        assertEquals("", deliver.originatingAddress().value());
        assertEquals(0x04, deliver.protocolIdentifier());
        assertEquals(0x62, deliver.dataCodingScheme().octet());
    }

    @Test
    void takesWhatThereIsOfAnAddressCutShort() {
        var e = assertThrows(DecodeException.class, () -> deliver("04 0b 91 21", Reading.kind()));
        assertEquals("SMS-DELIVER.TP-PID at octet 4: need 1 octets, have 0", e.getMessage());
    }

    /**
     * The text of hellohello in 10 septets is e8329bfd4697d9ec37; the octets are those of TP-UD.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            septets as they should be  | 04 | 00 | 0a e8329bfd4697d9ec37 | hellohello | -
            their octets counted       | 04 | 00 | 09 e8329bfd4697d9ec37 | hellohello | SMS-DELIVER.TP-UD at octet 13: 9 counts octets, not septets
            padded by zero             | 04 | 00 | 08 e8329bfd4697d900 | hellohel | SMS-DELIVER at octet 21: 1 octets left over
            padded by FF               | 04 | 00 | 08 e8329bfd4697d9ff | hellohel | SMS-DELIVER at octet 21: 1 octets left over
            header announced, nothing  | 44 | 00 | 00 | '' | SMS-DELIVER.TP-UD.TP-UDH.TP-UDHL at octet 14: need 1 octets, have 0
            """)
    void seesWhatALengthOfUserDataCounts(
            String name, String first, String scheme, String hex, String text, String deviation)
            throws DecodeException {
        Reading reading = Reading.kind();
        String head = first + "029121 00" + scheme + "62801251305400";
        SmsDeliver deliver = deliver(head + hex, reading);
        assertEquals(text, deliver.userData().text(Alphabet.GSM_7BIT), name);
        assertEquals(
                deviation.equals("-") ? "[]" : "[" + deviation + "]",
                reading.deviations().toString());
    }

    /** 15 septets fill 14 octets but for 7 bits: no sixteenth one. */
    @Test
    void takesAsManySeptetsAsStatedBehindABrokenHeader() throws DecodeException {
        SmsDeliver deliver = headed("00", "0f 05700001ff21 d0653b7af51e2f05");
        assertEquals(8, deliver.userData().payload().length());
        assertEquals("70", deliver.userData().headerOctets().slice(1, 2).toHex());
    }

    /** 6 octets of header take 7 septets, the last with one fill bit: 47 bits hold 6 septets. */
    @Test
    void takesTheSeptetsThatAreThereBehindAHeader() throws DecodeException {
        SmsDeliver deliver = headed("00", "20 050003cc0201 d0653b7af51e");
        assertEquals(6, deliver.userData().payload().length());
    }

    @Test
    void cutsOctetsToWhatHeaderAndPayloadMayTake() throws DecodeException {
        SmsDeliver deliver = headed("04", "90 0605040b8423f0" + "2a".repeat(137));
        assertEquals(133, deliver.userData().payload().length());
    }

    /** 140 octets are 160 septets; 7 octets of header take 8 of them. */
    @Test
    void cutsSeptetsToWhatHeaderAndPayloadMayTake() throws DecodeException {
        SmsDeliver deliver = headed("00", "aa 0605040b8423f0" + "2a".repeat(142));
        assertEquals(152, deliver.userData().payload().length());
    }

    /** §9.2.3.27: where TP-PI has reserved bits, octets after TP-UD are not its own. */
    @Test
    void seesNoMistakeInALengthThatMoreMayFollow() throws DecodeException {
        assertReport(
                "00 04 08 e8329bfd4697d96c",
                "hellohell",
                "[SMS-DELIVER-REPORT.TP-UD at octet" + " 2: 8 counts octets, not septets]");
        assertReport("00 0c 08 e8329bfd4697d96c", "hellohel", "[]");
    }

    private static void assertReport(String hex, String text, String deviations)
            throws DecodeException {
        Reading reading = Reading.kind();
        OctetReader in = new OctetReader(Octets.ofHex(hex), reading);
        var report = (SmsDeliverReport) TpduCodec.decodeFromMobileStation(in, Carrier.RP_ACK);
        UserData userData = report.parameters().userData().orElseThrow();
        assertEquals(text, userData.text(Alphabet.GSM_7BIT));
        assertEquals(deviations, reading.deviations().toString());
    }

    private static SmsDeliver headed(String scheme, String userData) throws DecodeException {
        return deliver("44 029121 00" + scheme + "62801251305400" + userData, Reading.kind());
    }

    private static SmsDeliver deliver(String hex, Reading reading) throws DecodeException {
        OctetReader in = new OctetReader(Octets.ofHex(hex), reading);
        return (SmsDeliver) TpduCodec.decodeFromServiceCentre(in, Carrier.RP_DATA);
    }
}

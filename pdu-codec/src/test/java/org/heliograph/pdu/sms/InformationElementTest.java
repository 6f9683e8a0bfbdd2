// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.EmailHeader;
import org.heliograph.pdu.sms.InformationElement.Hyperlink;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.InformationElement.ReplyAddress;
import org.heliograph.pdu.sms.InformationElement.ServiceCentreControl;
import org.heliograph.pdu.sms.InformationElement.ServiceCentreControl.Wish;
import org.heliograph.pdu.sms.InformationElement.ServiceCentreSpecific;
import org.heliograph.pdu.sms.InformationElement.SmeSpecific;
import org.heliograph.pdu.sms.InformationElement.SourceIndicator;
import org.heliograph.pdu.sms.InformationElement.SourceIndicator.Source;
import org.heliograph.pdu.sms.InformationElement.SpecialMessageIndication;
import org.heliograph.pdu.sms.InformationElement.SpecialMessageIndication.Waiting;
import org.heliograph.pdu.sms.InformationElement.ToolkitSecurityHeader;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.heliograph.pdu.sms.InformationElement.WirelessControlMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Information elements, and the octets they are on the wire. */
class InformationElementTest {
    private static final TpAddress NUMBER = TpAddress.international("491700");
    private static final String NUMBER_HEX = "06 91 947100";

    static Stream<Arguments> elements() {
        return Stream.of(
                is("00 03 cc 02 01", new Concatenation(0xCC, false, 2, 1)),
                is("08 04 cc33 02 01", new Concatenation(0xCC33, true, 2, 1)),
                is("01 02 00 00", waiting(false, 1, Waiting.VOICE, 0, 0)),
                is("01 02 81 ff", waiting(true, 1, Waiting.FAX, 0, 255)),
                is("01 02 62 03", waiting(false, 4, Waiting.EMAIL, 0, 3)),
                is("01 02 47 03", waiting(false, 3, Waiting.OTHER, 1, 3)),
                is("01 02 3c 03", waiting(false, 2, Waiting.VOICE, 7, 3)),
                is("04 02 f0 0f", new Ports(0xF0, 0x0F, false)),
                is("05 04 0b84 23f0", new Ports(2948, 9200, true)),
                is("06 01 00", new ServiceCentreControl(Set.of())),
                is("06 01 01", new ServiceCentreControl(Set.of(Wish.COMPLETED))),
                is("06 01 02", new ServiceCentreControl(Set.of(Wish.PERMANENT_ERROR))),
                is("06 01 04", new ServiceCentreControl(Set.of(Wish.TEMPORARY_ERROR))),
                is("06 01 08", new ServiceCentreControl(Set.of(Wish.STILL_TRYING))),
                is("06 01 40", new ServiceCentreControl(Set.of(Wish.FIRST_ERROR_ONLY))),
                is("06 01 80", new ServiceCentreControl(Set.of(Wish.INCLUDE_HEADER))),
                is("06 01 cf", new ServiceCentreControl(Set.of(Wish.values()))),
                is("07 01 01", new SourceIndicator(Source.ORIGINAL_SENDER)),
                is("07 01 02", new SourceIndicator(Source.ORIGINAL_RECEIVER)),
                is("07 01 03", new SourceIndicator(Source.SERVICE_CENTRE)),
                is("09 00", new WirelessControlMessage(Octets.EMPTY)),
                is("09 02 cafe", new WirelessControlMessage(Octets.ofHex("cafe"))),
                is("20 01 ff", new EmailHeader(255)),
                is("21 04 0102 03 04", new Hyperlink(0x0102, 3, 4)),
                is("22 05 " + NUMBER_HEX, new ReplyAddress(NUMBER)),
                is("24 01 01", new NationalLanguageSingleShift(NationalLanguage.TURKISH)),
                is("25 01 0d", new NationalLanguageLockingShift(NationalLanguage.URDU)),
                is("70 00", new ToolkitSecurityHeader(0x70, Octets.EMPTY)),
                is("7f 01 21", new ToolkitSecurityHeader(0x7F, Octets.of(0x21))),
                is("80 01 21", new SmeSpecific(0x80, Octets.of(0x21))),
                is("9f 00", new SmeSpecific(0x9F, Octets.EMPTY)),
                is("c0 00", new ServiceCentreSpecific(0xC0, Octets.EMPTY)),
                is("df 01 21", new ServiceCentreSpecific(0xDF, Octets.of(0x21))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void readsAndWritesEachKind(String hex, InformationElement element) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        Reading reading = Reading.kind();
        assertEquals(List.of(element), TpduCodec.header(new OctetReader(octets, reading)), hex);
        assertEquals(List.of(), reading.deviations());
        assertEquals(List.of(element), TpduCodec.header(octets));
        UserData userData = new UserData(List.of(element), Octets.EMPTY);
        assertEquals(octets, userData.headerOctets().from(1));
        assertEquals(octets.length() - 2, element.length());
    }

    /** What a strict reading ignores in silence, a kind one too, and says why. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            00 03 cc 02 00        | TP-UDH.IE 0x00 at octet 0: sequence number 0 is not 1 to 2
            00 03 cc 02 03        | TP-UDH.IE 0x00 at octet 0: sequence number 3 is not 1 to 2
            00 03 cc 00 00        | TP-UDH.IE 0x00 at octet 0: number of parts 0 is not 1 to 255
            00 02 cc 02           | TP-UDH.IE 0x00.sequence at octet 4: need 1 octets, have 0
            00 04 cc 02 01 00     | TP-UDH.IE 0x00 at octet 5: 1 octets left over
            08 01 cc              | TP-UDH.IE 0x08.reference at octet 2: need 2 octets, have 1
            01 01 00              | TP-UDH.IE 0x01.count at octet 3: need 1 octets, have 0
            05 03 0b8423          | TP-UDH.IE 0x05.source at octet 4: need 2 octets, have 1
            06 01 10              | TP-UDH.IE 0x06 at octet 0: reserved bits 16 is not 0 to 0
            06 01 20              | TP-UDH.IE 0x06 at octet 0: reserved bits 32 is not 0 to 0
            07 01 00              | TP-UDH.IE 0x07 at octet 0: source 0 is not 1 to 3
            07 01 04              | TP-UDH.IE 0x07 at octet 0: source 4 is not 1 to 3
            20 00                 | TP-UDH.IE 0x20.header length at octet 2: need 1 octets, have 0
            21 03 010203          | TP-UDH.IE 0x21.URL length at octet 5: need 1 octets, have 0
            22 05 05 91 947100    | TP-UDH.IE 0x22.address at octet 2: address with a filler or spare bits set
            22 02 01 91           | TP-UDH.IE 0x22.address.Address-Value at octet 4: need 1 octets, have 0
            24 01 00              | TP-UDH.IE 0x24 at octet 2: reserved national language 0
            25 01 0e              | TP-UDH.IE 0x25 at octet 2: reserved national language 14
            25 02 0100            | TP-UDH.IE 0x25 at octet 3: 1 octets left over
            """)
    void keepsWhatBreaksItsClause(String hex, String deviation) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        var unknown = new Unknown(octets.at(0), octets.from(2));
        assertEquals(List.of(unknown), TpduCodec.header(octets));
        Reading reading = Reading.kind();
        assertEquals(List.of(unknown), TpduCodec.header(new OctetReader(octets, reading)));
        assertEquals(
                List.of(deviation), reading.deviations().stream().map(Object::toString).toList());
    }

    @Test
    void keepsElementsThatNobodyDefined() throws DecodeException {
        Set<Integer> defined =
                Set.of(
                        0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                        23, 24, 25, 26, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25);
        for (int id = 0; id < 0x100; id++) {
            Reading reading = Reading.kind();
            OctetReader in = new OctetReader(Octets.of(id, 3, 1, 1, 1), reading);
            InformationElement element = TpduCodec.header(in).getFirst();
            boolean ranged = (id >= 0x70 && id <= 0x9F) || (id >= 0xC0 && id <= 0xDF);
            if (!ranged && !defined.contains(id)) {
                assertInstanceOf(Unknown.class, element);
                assertEquals(List.of(), reading.deviations());
            } else if (ranged) {
                assertTrue(!(element instanceof Unknown), () -> element + " is known");
            }
            assertEquals(id, element.id());
            assertEquals(Octets.of(1, 1, 1), element.data());
        }
    }

    @Tag("long")
    @Test
    void givesBackAnyElementsAsTheyCame() throws DecodeException {
        var random = new SplittableRandom(9_2_3_24);
        for (int i = 0; i < 300_000; i++) {
            byte[] data = new byte[random.nextInt(16)];
            random.nextBytes(data);
            for (int j = 0; j < data.length; j++) {
                data[j] &= random.nextBoolean() ? (byte) 0x07 : (byte) 0xFF; // some fit
            }
            Octets octets = Octets.of(random.nextInt(0x28), data.length).plus(Octets.of(data));
            List<InformationElement> elements = TpduCodec.header(octets);
            assertEquals(octets, new UserData(elements, Octets.EMPTY).headerOctets().from(1));
        }
    }

    @Test
    void recordsThePartsOfEachElement() throws DecodeException {
        Reading reading = Reading.strict();
        TpduCodec.header(new OctetReader(Octets.ofHex("0003cc0201 0501ff"), reading));
        assertEquals(
                "[TP-UDH 0-8 [IE 0x00 0-5 [IEI 0-1, IEDL 1-2, reference 2-3, parts 3-4, sequence"
                        + " 4-5], IE 0x05 5-8 [IEI 5-6, IEDL 6-7, IED 7-8]]]",
                describe(reading.fields()));
    }

    private static String describe(List<Reading.Field> fields) {
        return fields.stream()
                .map(
                        field ->
                                "%s %d-%d".formatted(field.name(), field.start(), field.end())
                                        + (field.fields().isEmpty()
                                                ? ""
                                                : " " + describe(field.fields())))
                .toList()
                .toString();
    }

    static Stream<Arguments> refused() {
        Octets tooLong = Octets.ofOwned(new byte[256]);
        return Stream.of(
                no(
                        "concatenation reference 256 is not 0 to 255",
                        () -> new Concatenation(256, false, 1, 1)),
                no(
                        "concatenation reference -1 is not 0 to 255",
                        () -> new Concatenation(-1, false, 1, 1)),
                no(
                        "concatenation reference 65536 is not 0 to 65535",
                        () -> new Concatenation(65536, true, 1, 1)),
                no("number of parts 0 is not 1 to 255", () -> new Concatenation(0, false, 0, 1)),
                no(
                        "number of parts 256 is not 1 to 255",
                        () -> new Concatenation(0, false, 256, 1)),
                no("sequence number 0 is not 1 to 1", () -> new Concatenation(0, false, 1, 0)),
                no("destination port 256 is not 0 to 255", () -> new Ports(256, 0, false)),
                no("destination port 65536 is not 0 to 65535", () -> new Ports(65536, 0, true)),
                no("source port 256 is not 0 to 255", () -> new Ports(0, 256, false)),
                no("source port -1 is not 0 to 65535", () -> new Ports(0, -1, true)),
                no("profile 0 is not 1 to 4", () -> waiting(false, 0, Waiting.FAX, 0, 0)),
                no("profile 5 is not 1 to 4", () -> waiting(false, 5, Waiting.FAX, 0, 0)),
                no(
                        "extended message indication type 8 is not 0 to 7",
                        () -> waiting(false, 1, Waiting.FAX, 8, 0)),
                no(
                        "message count 256 is not 0 to 255",
                        () -> waiting(false, 1, Waiting.FAX, 0, 256)),
                no(
                        "length of information element 256 is not 0 to 255",
                        () -> new WirelessControlMessage(tooLong)),
                no("length of e-mail header 256 is not 0 to 255", () -> new EmailHeader(256)),
                no("position 65536 is not 0 to 65535", () -> new Hyperlink(65536, 0, 0)),
                no("length of title 256 is not 0 to 255", () -> new Hyperlink(0, 256, 0)),
                no("length of URL 256 is not 0 to 255", () -> new Hyperlink(0, 0, 256)),
                no(
                        "information element 111 is not 112 to 127",
                        () -> new ToolkitSecurityHeader(0x6F, Octets.EMPTY)),
                no(
                        "information element 128 is not 112 to 127",
                        () -> new ToolkitSecurityHeader(0x80, Octets.EMPTY)),
                no(
                        "length of information element 256 is not 0 to 255",
                        () -> new ToolkitSecurityHeader(0x70, tooLong)),
                no(
                        "information element 127 is not 128 to 159",
                        () -> new SmeSpecific(0x7F, Octets.EMPTY)),
                no(
                        "information element 160 is not 128 to 159",
                        () -> new SmeSpecific(0xA0, Octets.EMPTY)),
                no(
                        "length of information element 256 is not 0 to 255",
                        () -> new SmeSpecific(0x80, tooLong)),
                no(
                        "information element 191 is not 192 to 223",
                        () -> new ServiceCentreSpecific(0xBF, Octets.EMPTY)),
                no(
                        "information element 224 is not 192 to 223",
                        () -> new ServiceCentreSpecific(0xE0, Octets.EMPTY)),
                no(
                        "length of information element 256 is not 0 to 255",
                        () -> new ServiceCentreSpecific(0xC0, tooLong)),
                no("information element 256 is not 0 to 255", () -> new Unknown(256, Octets.EMPTY)),
                no(
                        "length of information element 256 is not 0 to 255",
                        () -> new Unknown(0, tooLong)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatCannotBeWritten(String message, Executable construction) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, construction).getMessage());
    }

    @Test
    void holdsTheLargestOfEverything() {
        Octets most = Octets.ofOwned(new byte[255]);
        assertEquals(255, new Unknown(255, most).length());
        assertEquals(255, new WirelessControlMessage(most).length());
        assertEquals(255, new ToolkitSecurityHeader(0x7F, most).length());
        assertEquals(255, new SmeSpecific(0x9F, most).length());
        assertEquals(255, new ServiceCentreSpecific(0xDF, most).length());
        assertEquals("ffffffff", new Ports(65535, 65535, true).data().toHex());
        assertEquals("ffffffff", new Concatenation(65535, true, 255, 255).data().toHex());
        assertEquals("ffffff", new Concatenation(255, false, 255, 255).data().toHex());
        assertEquals("ffffffff", new Hyperlink(65535, 255, 255).data().toHex());
    }

    private static Arguments is(String hex, InformationElement element) {
        return Arguments.of(hex, element);
    }

    private static Arguments no(String message, Executable construction) {
        return Arguments.of(message, construction);
    }

    private static SpecialMessageIndication waiting(
            boolean store, int profile, Waiting waiting, int extendedType, int count) {
        return new SpecialMessageIndication(store, profile, waiting, extendedType, count);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.wsp.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of headers, and the first and last values of their fields. */
class MmsHeadersBoundaryTest {
    private static MmsHeaders read(String hex, Reading reading) throws DecodeException {
        return MmsCodec.decode(new OctetReader(Octets.ofHex("8c98" + hex), reading)).headers();
    }

    private static List<String> names(MmsHeaders headers) {
        return headers.entries().stream().map(MmsHeaders.Entry::name).toList();
    }

    private static List<String> values(MmsHeaders headers) {
        return headers.entries().stream().map(MmsHeaders.Entry::value).toList();
    }

    @Test
    void knowsWhichFieldsItCouldNotRead() throws DecodeException {
        MmsHeaders headers = read("9581 97 81 7e 8a", Reading.kind());
        assertTrue(headers.lacks(MmsField.TO));
        assertFalse(headers.lacks(MmsField.STATUS), "it is there");
        assertFalse(headers.lacks(MmsField.FROM), "it never was");
    }

    @Test
    void setsAFieldWhereItFirstStands() throws DecodeException {
        MmsHeaders headers = read("890181 976100 966100 976200", Reading.strict());
        EncodedString other = EncodedString.of("c");
        MmsHeaders set = headers.toBuilder().set(MmsField.TO, other).build();
        assertEquals(List.of("From", "To", "Subject"), names(set));
        assertEquals(List.of("<insert-address>", "c", "a"), values(set));
        MmsHeaders added = headers.toBuilder().set(MmsField.PRIORITY, Priority.LOW).build();
        assertEquals(List.of("From", "To", "Subject", "To", "X-Mms-Priority"), names(added));
        MmsHeaders broken = read("890181 97 81 966100", Reading.kind());
        assertEquals(set, broken.toBuilder().set(MmsField.TO, other).build());
        assertEquals(
                List.of("From", "Subject"), names(broken.toBuilder().remove(MmsField.TO).build()));
    }

    @Test
    void putsWhatComesFirstFirstAndWhatComesLastLast() {
        MmsHeaders headers =
                MmsHeaders.builder()
                        .add(MmsField.CONTENT_TYPE, ContentType.of("text/plain"))
                        .add(MmsField.PRIORITY, Priority.LOW)
                        .add(MmsField.MMS_VERSION, 0x13)
                        .add(MmsField.TRANSACTION_ID, "1")
                        .build();
        assertEquals(
                List.of(
                        "X-Mms-Transaction-ID",
                        "X-Mms-MMS-Version",
                        "X-Mms-Priority",
                        "Content-Type"),
                names(headers));
        MmsHeaders.Builder two =
                headers.toBuilder().add(MmsField.CONTENT_TYPE, ContentType.of("text/html"));
        refuses("more than one Content-Type", two::build);
    }

    @Test
    void tellsHeadersApart() throws DecodeException {
        MmsHeaders headers = read("966100", Reading.strict());
        assertEquals(read("966100", Reading.strict()), headers);
        assertEquals(read("966100", Reading.strict()).hashCode(), headers.hashCode());
        assertNotEquals(read("966200", Reading.strict()), headers);
        assertNotEquals(read("966200", Reading.strict()).hashCode(), headers.hashCode());
        assertFalse(headers.equals((Object) "Subject"));
        assertEquals("[Entry[name=Subject, value=a, octets=6100]]", headers.toString());
    }

    /** X-A and a value of each kind: text, short integer, what counts its octets. */
    @ParameterizedTest
    @CsvSource({"6100, a", "00, ''", "8a, 0x8a", "0101, 0x0101", "1f0155, 0x1f0155", "2000, ' '"})
    void showsHeadersOfOthers(String hex, String value) throws DecodeException {
        MmsHeaders headers = read("582d4100" + hex, Reading.strict());
        assertEquals(List.of("X-A"), names(headers));
        assertEquals(List.of(value), values(headers));
    }

    @Test
    void showsANumberThatIsNoFields() throws DecodeException {
        assertEquals(List.of("0x00"), names(read("80 8a", Reading.strict())));
        assertEquals(List.of("0x40"), names(read("c0 8a", Reading.strict())));
        assertEquals(List.of("0x7f"), names(read("ff 8a", Reading.strict())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001F", "\u007F", "é"})
    void refusesNamesThatReadAsSomethingElse(String name) {
        refuses("not a header name", () -> MmsHeaders.builder().addOther(name, "a"));
    }

    @Test
    void takesNamesUpToTheirBounds() {
        assertEquals(
                List.of(" a", "~"),
                names(MmsHeaders.builder().addOther(" a", "b").addOther("~", "c").build()));
    }

    @Test
    void findsFieldsByNameInAnyCase() {
        assertEquals(Optional.of(MmsField.SUBJECT), MmsField.named("sUBJECT"));
        assertEquals(Optional.empty(), MmsField.named("Object"));
        assertEquals(Optional.of(MmsField.BCC), MmsField.numbered(1));
        assertEquals(Optional.of(MmsField.CANCEL_STATUS), MmsField.numbered(0x3F));
        assertEquals(Optional.empty(), MmsField.numbered(0x40));
        assertEquals(0x3F, MmsField.of(0x3F, "N", MmsValue.YES_NO).number());
    }

    @Test
    void boundsOctetsOfStatuses() {
        assertEquals("Ok", new ResponseStatus(128).toString());
        assertEquals("Error-unsupported-message", new ResponseStatus(136).toString());
        assertEquals("137", new ResponseStatus(137).toString());
        assertEquals("Error-transient-partial-success", new ResponseStatus(196).toString());
        assertEquals("Error-permanent-lack-of-prepaid", new ResponseStatus(235).toString());
        assertEquals("255", new ResponseStatus(255).toString());
        assertEquals("Ok", new RetrieveStatus(128).toString());
        assertEquals("Error-permanent-content-unsupported", new RetrieveStatus(227).toString());
        assertEquals("255", new RetrieveStatus(255).toString());
        assertEquals("Expired", new Status(128).toString());
        assertEquals("Unreachable", new Status(135).toString());
        assertEquals("255", new Status(255).toString());
        for (int octet : new int[] {-1, 127, 256}) {
            String message = "octet " + octet + ", not 128 to 255";
            refuses(message, () -> new ResponseStatus(octet));
            refuses(message, () -> new RetrieveStatus(octet));
            refuses(message, () -> new Status(octet));
        }
    }

    @Test
    void namesOctets() {
        TokenNames names = TokenNames.from128("a", "b").and(200, "c", "d");
        assertEquals("127", names.print(127));
        assertEquals("a", names.print(128));
        assertEquals("b", names.print(129));
        assertEquals("130", names.print(130));
        assertEquals("c", names.print(200));
        assertEquals("d", names.print(201));
        assertEquals("202", names.print(202));
    }

    @Test
    void makesValuesOfEnumsAndOctets() throws DecodeException {
        MmsValue<Priority> priorities = MmsValue.tokens(Priority.class);
        assertEquals(Priority.HIGH, priorities.decoder().decode(new OctetReader(Octets.of(130))));
        assertEquals("High", priorities.printer().apply(Priority.HIGH));
        MmsValue<Integer> octets = MmsValue.octet(TokenNames.from128("a"));
        assertEquals(255, octets.decoder().decode(new OctetReader(Octets.of(255))));
        assertEquals("a", octets.printer().apply(128));
        MmsValue<Integer> sized =
                MmsValue.sized(Integer.class, OctetReader::octet, (_, _) -> {}, Object::toString);
        assertEquals(7, sized.decoder().decode(new OctetReader(Octets.of(1, 7))));
    }

    @Test
    void boundsCounts() {
        EncodedString text = EncodedString.of("a");
        assertEquals(0, new PreviouslySent.By(0, text).count());
        refuses("forwarded count -1", () -> new PreviouslySent.By(-1, text));
        refuses("forwarded count -1", () -> new PreviouslySent.Date(-1, Instant.EPOCH));
        assertEquals(0, new Deletion.Text(0, text).count());
        refuses("status count -1", () -> new Deletion.Text(-1, text));
        refuses("status count -1", () -> new Deletion.Location(-1, "a"));
        refuses("status count -1", () -> new Deletion.Outcome(-1, ResponseStatus.OK));
        refuses("amount -1", () -> new MboxAmount(MboxAmount.Unit.OCTETS, -1));
        assertEquals(0, new MboxAmount(MboxAmount.Unit.OCTETS, 0).amount());
        var parameter = new ElementDescriptor.Parameter("n", "v");
        assertEquals(
                64,
                new ElementDescriptor("a", Collections.nCopies(64, parameter)).parameters().size());
        refuses(
                "more than 64 parameters",
                () -> new ElementDescriptor("a", Collections.nCopies(65, parameter)));
    }

    /** In M-Delete.conf, where what begins with a length has a count. */
    @Test
    void refusesValuesThatWouldReadAsCountedOnes() {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, "1")
                        .add(MmsField.MMS_VERSION, 0x13)
                        .add(MmsField.RESPONSE_STATUS, ResponseStatus.OK);
        MmsHeaders plain = headers.build().toBuilder().add(MmsField.CONTENT_LOCATION, "a").build();
        assertEquals(plain, new MmsPdu.MDeleteConf(plain).headers());
        MmsHeaders empty = headers.build().toBuilder().add(MmsField.CONTENT_LOCATION, "").build();
        refuses("X-Mms-Content-Location without its count", () -> new MmsPdu.MDeleteConf(empty));
        for (int length : new int[] {1, 40}) {
            MmsHeaders text =
                    headers.build().toBuilder()
                            .add(MmsField.RESPONSE_TEXT, EncodedString.of("é".repeat(length)))
                            .build();
            refuses("X-Mms-Response-Text without its count", () -> new MmsPdu.MDeleteConf(text));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            X-Mms-Sender-Visibility | Show | 94 81
            X-Mms-Sender-Visibility | Hide | 94 80
            To                      | +    | 97 2b00
            To                      | a+   | 97 612b00
            X-Mms-Expiry            | PT1193046H28M15S | 88 06 81 04ffffffff
            """)
    void readsValuesAtTheirBounds(String name, String value, String hex) throws DecodeException {
        MmsHeaders headers = read(hex, Reading.strict());
        assertEquals(List.of(name), names(headers));
        assertEquals(List.of(value), values(headers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            From | 89 02 8100 | at octet 5: 1 octets left over
            From | 89 06 8061406200 00 | at octet 9: 1 octets left over
            X-Mms-Expiry | 88 04 81 0101 00 | at octet 7: 1 octets left over
            X-Mms-Expiry | 88 07 81 050100000000 | at octet 5: relative time of 4294967296 s
            To   | 97 2b3000 | at octet 3: a phone number without /TYPE=PLMN
            """)
    void saysWhatIsBeyondThem(String name, String hex, String message) {
        var e = assertThrows(DecodeException.class, () -> read(hex, Reading.strict()));
        assertEquals("MMS PDU of type 152." + name + " " + message, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"From, 89 1f04 61406200, a@b", "Date, 85 80, 1970-01-01T00:00:00Z"})
    void readsKindly(String name, String hex, String value) throws DecodeException {
        MmsHeaders headers = read(hex + "8f82", Reading.kind());
        assertEquals(List.of(name, "X-Mms-Priority"), names(headers));
        assertEquals(List.of(value, "High"), values(headers));
    }

    private static void refuses(String message, Executable construction) {
        var e = assertThrows(IllegalArgumentException.class, construction);
        assertEquals(message, e.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.sms.EmsElement.Animation;
import org.heliograph.pdu.sms.EmsElement.CompressionControl;
import org.heliograph.pdu.sms.EmsElement.Drawing;
import org.heliograph.pdu.sms.EmsElement.ExtendedObject;
import org.heliograph.pdu.sms.EmsElement.ObjectDataRequest;
import org.heliograph.pdu.sms.EmsElement.ObjectDistribution;
import org.heliograph.pdu.sms.EmsElement.Picture;
import org.heliograph.pdu.sms.EmsElement.PredefinedAnimation;
import org.heliograph.pdu.sms.EmsElement.PredefinedSound;
import org.heliograph.pdu.sms.EmsElement.ReusedObject;
import org.heliograph.pdu.sms.EmsElement.TextFormatting;
import org.heliograph.pdu.sms.EmsElement.TextFormatting.Alignment;
import org.heliograph.pdu.sms.EmsElement.TextFormatting.FontSize;
import org.heliograph.pdu.sms.EmsElement.UserDefinedSound;
import org.heliograph.pdu.sms.EmsElement.UserPrompt;
import org.heliograph.pdu.sms.EmsElement.VariablePicture;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.heliograph.pdu.sms.VoiceMail.DeleteConfirmation;
import org.heliograph.pdu.sms.VoiceMail.Deleted;
import org.heliograph.pdu.sms.VoiceMail.Mailbox;
import org.heliograph.pdu.sms.VoiceMail.Notification;
import org.heliograph.pdu.sms.VoiceMail.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Enhanced messaging and voice mail elements, and the octets they are on the wire. */
class EmsElementTest {
    private static final TpAddress NUMBER = TpAddress.international("491700");
    private static final Octets NONE = Octets.EMPTY;

    static Stream<Arguments> elements() {
        return Stream.of(
                is("0a 03 01 02 f7", new TextFormatting(1, 2, 0xF7, NONE)),
                is("0a 04 01 02 00 4b", new TextFormatting(1, 2, 0, Octets.of(0x4B))),
                is("0b 02 01 09", new PredefinedSound(1, 9)),
                is("0c 03 01 cafe", new UserDefinedSound(1, Octets.ofHex("cafe"))),
                is("0d 02 01 0e", new PredefinedAnimation(1, 14)),
                is("0e 81 01" + "2a".repeat(128), new Animation(1, true, octets(128))),
                is("0f 21 01" + "2a".repeat(32), new Animation(1, false, octets(32))),
                is("10 81 01" + "2a".repeat(128), new Picture(1, true, octets(128))),
                is("11 21 01" + "2a".repeat(32), new Picture(1, false, octets(32))),
                is("12 09 01 02 03 2a2a2a2a2a2a", new VariablePicture(1, 2, 3, octets(6))),
                is("13 01 02", new UserPrompt(2)),
                is("14 09 05 0102 00 09 0304 2a2a", object(false, false, octets(2))),
                is("14 07 05 0102 01 09 0304", object(true, false, NONE)),
                is("14 07 05 0102 02 09 0304", object(false, true, NONE)),
                is("15 03 05 0102", new ReusedObject(5, 0x0102)),
                is("16 05 21 0102 2a2a", new CompressionControl(1, 2, 0x0102, octets(2))),
                is("17 02 03 00", new ObjectDistribution(3, false)),
                is("17 02 03 01", new ObjectDistribution(3, true)),
                is("18 03 01 2a2a", new Drawing(1, false, octets(2))),
                is("19 03 01 2a2a", new Drawing(1, true, octets(2))),
                is("1a 00", new ObjectDataRequest()),
                is("23 08 00 0691947100 05 00", notification(1, false, false, false, NONE)),
                is(
                        "23 0b f4 0691947100 05 00 02 2a2a",
                        notification(2, true, true, true, octets(2))),
                is(
                        "23 10 08 0691947100 05 01 0102 3c 1f 029121 ",
                        new Notification(box(3, NONE), List.of(waiting(0x0102, false, NONE)))),
                is(
                        "23 0b 01 0691947100 05 01 0102 00",
                        new DeleteConfirmation(box(1, NONE), List.of(new Deleted(0x0102, NONE)))),
                is(
                        "23 0d 0d 0691947100 05 01 0102 80 01 2a",
                        new DeleteConfirmation(
                                box(4, NONE), List.of(new Deleted(0x0102, octets(1))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void readsAndWritesEachKind(String hex, InformationElement element) throws DecodeException {
        Octets given = Octets.ofHex(hex);
        Octets octets = Octets.of(given.at(0), given.length() - 2).plus(given.from(2));
        Reading reading = Reading.kind();
        assertEquals(List.of(element), TpduCodec.header(new OctetReader(octets, reading)));
        assertEquals(List.of(), reading.deviations());
        assertEquals(octets, new UserData(List.of(element), Octets.EMPTY).headerOctets().from(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0a 02 0102             | TP-UDH.IE 0x0a.mode at octet 4: need 1 octets, have 0
            0a 05 0102 00 0102     | TP-UDH.IE 0x0a at octet 0: octets of colour 2 is not 0 to 1
            0e 02 0102             | TP-UDH.IE 0x0e at octet 0: octets of animation 1 is not 128 to 128
            0f 02 0102             | TP-UDH.IE 0x0f at octet 0: octets of animation 1 is not 32 to 32
            10 02 0102             | TP-UDH.IE 0x10 at octet 0: octets of picture 1 is not 128 to 128
            11 02 0102             | TP-UDH.IE 0x11 at octet 0: octets of picture 1 is not 32 to 32
            12 04 01 02 02 03      | TP-UDH.IE 0x12 at octet 0: octets of picture 1 is not 4 to 4
            13 00                  | TP-UDH.IE 0x13.objects at octet 2: need 1 octets, have 0
            14 07 05 0102 04 09 0304 | TP-UDH.IE 0x14 at octet 5: reserved bits 04 set
            14 08 05 0000 00 09 0304 2a | TP-UDH.IE 0x14 at octet 0: octets of extended object 1 is not 0 to 0
            16 04 00 0000 2a       | TP-UDH.IE 0x16 at octet 0: octets of compressed data 1 is not 0 to 0
            17 02 03 02            | TP-UDH.IE 0x17 at octet 3: reserved bits 02 set
            1a 01 00               | TP-UDH.IE 0x1a at octet 2: 1 octets left over
            23 08 02 0691947100 05 00 | TP-UDH.IE 0x23 at octet 2: reserved bits 02 set
            23 08 00 0691947100 05 10 | TP-UDH.IE 0x23 at octet 9: reserved bits 10 set
            23 08 01 0691947100 05 20 | TP-UDH.IE 0x23 at octet 9: reserved bits 20 set
            23 09 80 0691947100 05 00 00 | TP-UDH.IE 0x23.extension at octet 10: octets of extension 0 is not 1 to 255
            23 0b 01 0691947100 05 01 0102 01 | TP-UDH.IE 0x23.deletion at octet 12: reserved bits 01 set
            23 0f 00 0691947100 05 01 0102 3c 20 029121 | TP-UDH.IE 0x23.notification at octet 13: reserved bits 20 set
            """)
    void keepsWhatBreaksItsClause(String hex, String deviation) throws DecodeException {
        Octets octets = Octets.ofHex(hex);
        var unknown = new Unknown(octets.at(0), octets.from(2));
        assertEquals(List.of(unknown), TpduCodec.header(octets));
        Reading reading = Reading.kind();
        assertEquals(List.of(unknown), TpduCodec.header(new OctetReader(octets, reading)));
        assertEquals(deviation, reading.deviations().getFirst().toString());
        assertEquals(1, reading.deviations().size());
    }

    @ParameterizedTest
    @CsvSource({
        "00, LEFT, NORMAL, false, false, false, false",
        "15, CENTRE, LARGE, true, false, false, false",
        "2a, RIGHT, SMALL, false, true, false, false",
        "4f, DEFAULT, RESERVED, false, false, true, false",
        "83, DEFAULT, NORMAL, false, false, false, true"
    })
    void tellsTheModeOfText(
            String hex,
            Alignment alignment,
            FontSize size,
            boolean bold,
            boolean italic,
            boolean underlined,
            boolean struckThrough) {
        var text = new TextFormatting(0, 0, Octets.ofHex(hex).at(0), NONE);
        assertEquals(alignment, text.alignment());
        assertEquals(size, text.fontSize());
        assertEquals(bold, text.bold());
        assertEquals(italic, text.italic());
        assertEquals(underlined, text.underlined());
        assertEquals(struckThrough, text.struckThrough());
    }

    @Test
    void tellsTheColourOfTextIfThereIsOne() {
        var coloured = new TextFormatting(0, 0, 0, Octets.of(0x4B));
        assertEquals(OptionalInt.of(0x0B), coloured.foreground());
        assertEquals(OptionalInt.of(0x04), coloured.background());
        var plain = new TextFormatting(0, 0, 0, NONE);
        assertEquals(OptionalInt.empty(), plain.foreground());
        assertEquals(OptionalInt.empty(), plain.background());
        assertFalse(plain.bold());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                no("position 256 is not 0 to 255", () -> new TextFormatting(256, 0, 0, NONE)),
                no(
                        "text formatting length -1 is not 0 to 255",
                        () -> new TextFormatting(0, -1, 0, NONE)),
                no(
                        "formatting mode 256 is not 0 to 255",
                        () -> new TextFormatting(0, 0, 256, NONE)),
                no(
                        "octets of colour 2 is not 0 to 1",
                        () -> new TextFormatting(0, 0, 0, octets(2))),
                no("position -1 is not 0 to 255", () -> new PredefinedSound(-1, 0)),
                no("sound number 256 is not 0 to 255", () -> new PredefinedSound(0, 256)),
                no("position 256 is not 0 to 255", () -> new UserDefinedSound(256, NONE)),
                no(
                        "octets of melody 129 is not 0 to 128",
                        () -> new UserDefinedSound(0, octets(129))),
                no("position 256 is not 0 to 255", () -> new PredefinedAnimation(256, 0)),
                no("animation number 256 is not 0 to 255", () -> new PredefinedAnimation(0, 256)),
                no("position 256 is not 0 to 255", () -> new Animation(256, false, octets(32))),
                no(
                        "octets of animation 129 is not 128 to 128",
                        () -> new Animation(0, true, octets(129))),
                no(
                        "octets of animation 33 is not 32 to 32",
                        () -> new Animation(0, false, octets(33))),
                no("position 256 is not 0 to 255", () -> new Picture(256, false, octets(32))),
                no(
                        "octets of picture 127 is not 128 to 128",
                        () -> new Picture(0, true, octets(127))),
                no("position 256 is not 0 to 255", () -> new VariablePicture(256, 1, 1, octets(1))),
                no(
                        "horizontal dimension 256 is not 0 to 255",
                        () -> new VariablePicture(0, 256, 0, NONE)),
                no(
                        "vertical dimension 256 is not 0 to 255",
                        () -> new VariablePicture(0, 0, 256, NONE)),
                no(
                        "octets of picture 253 is not 0 to 252",
                        () -> new VariablePicture(0, 1, 253, octets(253))),
                no("number of objects 256 is not 0 to 255", () -> new UserPrompt(256)),
                no("position 256 is not 0 to 255", () -> new Drawing(256, false, NONE)),
                no(
                        "octets of drawing 255 is not 0 to 254",
                        () -> new Drawing(0, true, octets(255))),
                no(
                        "extended object reference 256 is not 0 to 255",
                        () -> object(256, 0, 0, 0, NONE)),
                no(
                        "extended object length 65536 is not 0 to 65535",
                        () -> object(0, 65536, 0, 0, NONE)),
                no("extended object type 256 is not 0 to 255", () -> object(0, 0, 256, 0, NONE)),
                no("position 65536 is not 0 to 65535", () -> object(0, 0, 0, 65536, NONE)),
                no(
                        "octets of extended object 249 is not 0 to 248",
                        () -> object(0, 999, 0, 0, octets(249))),
                no("extended object reference 256 is not 0 to 255", () -> new ReusedObject(256, 0)),
                no("position 65536 is not 0 to 65535", () -> new ReusedObject(0, 65536)),
                no(
                        "compression algorithm 16 is not 0 to 15",
                        () -> new CompressionControl(16, 0, 0, NONE)),
                no(
                        "compression parameters 16 is not 0 to 15",
                        () -> new CompressionControl(0, 16, 0, NONE)),
                no(
                        "length of compressed data 65536 is not 0 to 65535",
                        () -> new CompressionControl(0, 0, 65536, NONE)),
                no(
                        "octets of compressed data 253 is not 0 to 252",
                        () -> new CompressionControl(0, 0, 999, octets(253))),
                no(
                        "number of elements 256 is not 0 to 255",
                        () -> new ObjectDistribution(256, false)),
                no("profile 0 is not 1 to 4", () -> box(0, NONE)),
                no("profile 5 is not 1 to 4", () -> box(5, NONE)),
                no("octets of extension 256 is not 0 to 255", () -> box(1, octets(256))),
                no(
                        "number of voice messages 256 is not 0 to 255",
                        () -> new Mailbox(1, false, false, false, NUMBER, 256, NONE)),
                no("voice message 65536 is not 0 to 65535", () -> waiting(65536, false, NONE)),
                no(
                        "seconds of voice message 256 is not 0 to 255",
                        () -> new Waiting(0, 256, 0, false, NUMBER, NONE)),
                no(
                        "days of retention 32 is not 0 to 31",
                        () -> new Waiting(0, 0, 32, false, NUMBER, NONE)),
                no("octets of extension 256 is not 0 to 255", () -> waiting(0, false, octets(256))),
                no("voice message 65536 is not 0 to 65535", () -> new Deleted(65536, NONE)),
                no("octets of extension 256 is not 0 to 255", () -> new Deleted(0, octets(256))),
                no(
                        "number of notifications 16 is not 0 to 15",
                        () -> new Notification(box(1, NONE), waiting16())),
                no(
                        "number of deletions 32 is not 0 to 31",
                        () -> new DeleteConfirmation(box(1, NONE), deleted(32, NONE))),
                no(
                        "length of information element 264 is not 0 to 255",
                        () -> new DeleteConfirmation(box(1, octets(255)), List.of())),
                no(
                        "length of information element 264 is not 0 to 255",
                        () -> new Notification(box(1, octets(255)), List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatCannotBeWritten(String message, Executable construction) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, construction).getMessage());
    }

    @Test
    void holdsTheLargestOfEverything() {
        assertEquals(129, new UserDefinedSound(255, octets(128)).length());
        assertEquals(255, new VariablePicture(255, 1, 252, octets(252)).length());
        assertEquals(255, new Drawing(255, false, octets(254)).length());
        assertEquals(255, object(255, 65535, 255, 65535, octets(248)).length());
        assertEquals(255, new CompressionControl(15, 15, 65535, octets(252)).length());
        assertTrue(new DeleteConfirmation(box(4, NONE), deleted(31, NONE)).length() > 31);
    }

    private static Octets octets(int count) {
        return Octets.ofHex("2a".repeat(count));
    }

    private static ExtendedObject object(boolean restricted, boolean prompt, Octets content) {
        return new ExtendedObject(5, 0x0102, restricted, prompt, 9, 0x0304, content);
    }

    private static ExtendedObject object(
            int reference, int size, int type, int position, Octets content) {
        return new ExtendedObject(reference, size, false, false, type, position, content);
    }

    private static Mailbox box(int profile, Octets extension) {
        return new Mailbox(profile, false, false, false, NUMBER, 5, extension);
    }

    private static Notification notification(
            int profile, boolean store, boolean almostFull, boolean full, Octets extension) {
        return new Notification(
                new Mailbox(profile, store, almostFull, full, NUMBER, 5, extension), List.of());
    }

    private static Waiting waiting(int id, boolean urgent, Octets extension) {
        return new Waiting(id, 60, 31, urgent, TpAddress.international("12"), extension);
    }

    private static List<Waiting> waiting16() {
        return Stream.generate(() -> waiting(0, false, NONE)).limit(16).toList();
    }

    private static List<Deleted> deleted(int count, Octets extension) {
        return Stream.generate(() -> new Deleted(0, extension)).limit(count).toList();
    }

    private static Arguments is(String hex, InformationElement element) {
        return Arguments.of(hex, element);
    }

    private static Arguments no(String message, Executable construction) {
        return Arguments.of(message, construction);
    }
}

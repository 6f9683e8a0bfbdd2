// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodedTest {
    /** Chance writes none of these. */
    private static final List<PduKind> DOCUMENTS = List.of(PduKind.SI, PduKind.SL, PduKind.CO);

    /** An RP-DATA with a notification in a push in an SMS-DELIVER. */
    private static final Octets NESTED =
            Octets.ofHex(
                    "010007914477581006500038"
                            + "440c91447700091032000462112211034200"
                            + "250605040b8423f0"
                            + "000603beaf84"
                            + "8c82985431008d928a80" // to X-Mms-Message-Class
                            + "8e02bc52" // X-Mms-Message-Size
                            + "88048102012c" // X-Mms-Expiry
                            + "83687400");

    @Test
    void countsOffsetsFromTheOutermostOctetAndFromWhereItStands() throws DecodeException {
        Decoded decoded = Decoded.of(PduKind.RP_MT, NESTED, 100, Manner.STRICT);
        for (FieldPaths.Located field : FieldPaths.of(decoded.tree())) {
            Span span = field.field().span();
            assertTrue(span.isKnown(), field.path());
            int from = span.offset() - 100;
            assertEquals(
                    NESTED.slice(from, from + span.octets().length()), span.octets(), field.path());
        }
    }

    @Test
    void leavesNoOctetOut() throws DecodeException {
        Decoded decoded = Decoded.of(PduKind.RP_MT, NESTED, 0, Manner.STRICT);
        boolean[] shown = new boolean[NESTED.length()];
        for (FieldPaths.Located field : FieldPaths.of(decoded.tree())) {
            Span span = field.field().span();
            for (int i = 0; i < span.octets().length(); i++) {
                shown[span.offset() + i] = true;
            }
        }
        StringBuilder hidden = new StringBuilder();
        for (int i = 0; i < shown.length; i++) {
            hidden.append(shown[i] ? "" : i + " ");
        }
        // the length of RP-User-Data alone
        assertEquals("11 ", hidden.toString());
    }

    @ParameterizedTest
    @EnumSource(PduKind.class)
    void answersAnyOctetsWithAPduOrWithWhatIsWrong(PduKind kind) throws JsonException {
        SplittableRandom random = new SplittableRandom(23_040 + kind.text().hashCode());
        int read = 0;
        for (int i = 0; i < 4_000; i++) {
            Octets octets = octets(kind, random);
            for (Manner manner : Manner.values()) {
                try {
                    Decoded decoded = Decoded.of(kind, octets, 0, manner);
                    read++;
                    DecodedText.of(decoded, false);
                    if (i % 50 == 0) {
                        Json json = JsonText.read(JsonText.of(decoded.json()));
                        assertEquals(octets, PduMembers.read(json), octets.toHex());
                    }
                } catch (DecodeException e) {
                    assertFalse(String.valueOf(e.getMessage()).isEmpty());
                }
            }
        }
        assertTrue(read > 0 || DOCUMENTS.contains(kind), "none could be read");
    }

    /** Random, behind a beginning that lets it go on. */
    private static Octets octets(PduKind kind, SplittableRandom random) {
        Octets start =
                Octets.ofHex(
                        switch (kind) {
                            case TPDU_MO -> "01000291210000";
                            case TPDU_MT -> "04029121000062112281100000";
                            case RP_MO -> "0207";
                            case RP_MT -> "0307";
                            case CP -> "0901";
                            case MMS -> "8cff";
                            case WSP_PUSH -> "0106";
                            case SMPP -> "";
                            case MODEM -> "00040291210000621122811000000141";
                            case SI -> "02056a0045c6";
                            case SL -> "02066a008508036100";
                            case CO -> "02076a00";
                        });
        byte[] rest = new byte[random.nextInt(24)];
        random.nextBytes(rest);
        if (kind == PduKind.SMPP) {
            int[] commands = {0x04, 0x05, 0x15, 0x06};
            int command = commands[random.nextInt(commands.length)];
            Octets header = Octets.of(0, 0, 0, 16 + rest.length, 0, 0, 0, command);
            return header.plus(Octets.of(0, 0, 0, 0, 0, 0, 0, 1)).plus(Octets.of(rest));
        }
        return random.nextInt(8) == 0 ? Octets.of(rest) : start.plus(Octets.of(rest));
    }

    @Test
    void keepsLinesWithinAHundredColumnsWhereWordsAllow() throws DecodeException {
        Decoded decoded = Decoded.of(PduKind.RP_MT, NESTED, 0, Manner.STRICT);
        List<String> lines = TreeTable.of(decoded.tree(), false).lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), lines.toString());
        String full = TreeTable.of(decoded.tree(), true);
        assertFalse(full.contains("…"), full);
        Tree wordy = Tree.leaf("text", new Span(0, Octets.of(1)), "many words ".repeat(20).strip());
        List<String> wrapped = TreeTable.of(wordy, false).lines().toList();
        assertTrue(wrapped.size() > 3, wrapped.toString());
        assertTrue(wrapped.stream().allMatch(line -> line.length() <= 100), wrapped.toString());
    }
}

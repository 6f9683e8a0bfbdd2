// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReceiptReaderTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("heliograph.root"), "../shared/vectors/smpp");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id:4 sub:001 stat:DELIVRD err:000 Text:Hello           | 4      | DELIVERED     | 000
                    sub:001 id:4 done date:1006020051 stat:DELIVRD err:0   | 4      | DELIVERED     | 0
                    ID:a1-B2 STAT:Undelivered ERR:106                      | a1-B2  | UNDELIVERABLE | 106
                    ?id:10ea stat:EXPIRED                                  | 10ea   | EXPIRED       | ''
                    4193#id:11f8 stat:REJECTD text:stat:DELIVRD            | 11f8   | REJECTED      | ''
                    id:1 stat:DND_REJECTED err:123                         | 1      | REJECTED      | 123
                    id:1 stat:ACCEPTD                                      | 1      | ENROUTE       | ''
                    id:1 stat:ENROUTE                                      | 1      | ENROUTE       | ''
                    id:1 stat:DELETED                                      | 1      | DELETED       | ''
                    id:1 stat:UNKNOWN                                      | 1      | UNKNOWN       | ''
                    id:1 stat:BADSTAT                                      | 1      | UNKNOWN       | ''
                    id:1 stat:2                                            | 1      | DELIVERED     | ''
                    id:1                                                   | 1      | UNKNOWN       | ''
                    id:1 stat:FAILED                                       | 1      | UNDELIVERABLE | ''
                    """)
    void readsTheTextOfManyVendors(String text, String id, MessageState state, String error) {
        assertEquals(
                Optional.of(new ReceiptReader.Receipt(id, state, error)),
                ReceiptReader.read(text, Octets.EMPTY));
    }

    @Test
    void readsEveryTextThatWasSeen() throws Exception {
        assumeTrue(Files.isDirectory(VECTORS), "needs ../shared/vectors");
        JsonNode vectors =
                JsonMapper.shared().readTree(VECTORS.resolve("dlr-texts.json")).get("vectors");
        Map<MessageState, Integer> states = new HashMap<>();
        for (JsonNode vector : vectors) {
            String text = vector.get("text").asString();
            ReceiptReader.Receipt receipt = ReceiptReader.read(text, Octets.EMPTY).orElseThrow();
            assertTrue(text.contains("id:" + receipt.id() + " "), text);
            states.merge(receipt.state(), 1, Integer::sum);
        }
        assertEquals(
                Map.of(
                        MessageState.DELIVERED, 24,
                        MessageState.UNKNOWN, 3,
                        MessageState.ENROUTE, 3,
                        MessageState.REJECTED, 1,
                        MessageState.UNDELIVERABLE, 1),
                states);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    001e0003616200 04270001 02   | ab | DELIVERED
                    001e0003616200 04270001 06   | ab | ENROUTE
                    001e0003616200 04270001 08   | ab | REJECTED
                    001e00026162 04270002 0202   | ab | UNDELIVERABLE
                    04270001 03                  | 7  | EXPIRED
                    """)
    void believesTlvsFirst(String tlvs, String id, MessageState state) {
        ReceiptReader.Receipt receipt =
                ReceiptReader.read("id:7 stat:UNDELIV", Octets.ofHex(tlvs.replace(" ", "")))
                        .orElseThrow();
        assertEquals(id, receipt.id());
        assertEquals(state, receipt.state());
    }

    @Test
    void saysNothingOfWhatNamesNoMessage() {
        for (String text :
                List.of(
                        "",
                        "hello",
                        "id:",
                        "id: stat:DELIVRD",
                        "text:id:1",
                        "id:" + "9".repeat(70))) {
            assertEquals(Optional.empty(), ReceiptReader.read(text, Octets.EMPTY), text);
        }
    }

    @Test
    void readsAnything() {
        var random = new SplittableRandom(3_4);
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append("id:stae xr1\u0130\u00e9".charAt(random.nextInt(13)));
            }
            ReceiptReader.read(text.toString(), Octets.EMPTY);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    auto    | 0012AB         | 12ab 4779
                    auto    | 255            | 255 ff 597
                    auto    | 000            | 0
                    auto    | 6ff75e5c-bd8e  | 6ff75e5c-bd8e
                    same    | 0FF            | ff
                    hex     | FF             | 255
                    hex     | zz             | zz
                    decimal | 0255           | ff
                    decimal | 07EE36CBE3     | 7ee36cbe3
                    """)
    void bringsIdsToOneForm(String receiptIds, String id, String expected) {
        var receipt = new ReceiptReader.Receipt(id, MessageState.DELIVERED, "");
        assertEquals(List.of(expected.split(" ", -1)), new UpstreamIds(receiptIds).of(receipt));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.tools.drawn.Draw;
import org.heliograph.tools.drawn.DrawnMms;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.WspPush;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark reads MMS PDUs of every kind, in WSP pushes, as they were meant. */
final class WiresharkMmsPdusTest {
    private static final int EACH = 60;

    private static final List<String> PUSH_FIELDS =
            List.of(
                    "wsp.TID",
                    "wsp.pdu_type",
                    "wsp.headers_length",
                    "wsp.header.x_wap_application_id",
                    "wsp.header.content_type");

    @TempDir private Path directory;

    private final Draw draw = new Draw(Draw.seed("Wireshark, MMS", 209));
    private final DrawnMms mms = new DrawnMms(draw);
    private final UpperPdus capture = new UpperPdus();
    private final List<Dissection> expectations = new ArrayList<>();
    private final List<MmsPdu> pdus = new ArrayList<>();

    @Test
    void everyHeaderIsReadAsItWasMeant() throws IOException, InterruptedException {
        Tshark.assumeReads();
        for (Supplier<MmsPdu> kind : mms.kinds()) {
            for (int i = 0; i < EACH; i++) {
                add(kind.get());
            }
        }
        Path file = directory.resolve("mms.pcap");
        capture.write(file);
        List<String> fields =
                Stream.of(
                                PUSH_FIELDS,
                                DissectedMms.FIELDS,
                                List.of(Dissection.MALFORMED, Dissection.EXPERT))
                        .flatMap(List::stream)
                        .toList();
        var packets = new Tshark(file, Map.of()).read("frame", fields);
        assertEquals(pdus.size(), packets.size());
        var comparison = new Dissection.Comparison(fields);
        for (int i = 0; i < pdus.size(); i++) {
            comparison.compare(
                    MmsCodec.encode(pdus.get(i)).toHex(), expectations.get(i), packets.get(i));
        }
        comparison.finish("MMS PDUs in pushes");
    }

    private void add(MmsPdu pdu) {
        WspPush push = WapPush.push(pdu, draw.within(0, 255));
        Dissection expected = new Dissection();
        expected.hex("wsp.TID", push.transactionId());
        expected.hex("wsp.pdu_type", 0x06);
        expected.put("wsp.headers_length", 3);
        expected.put("wsp.header.x_wap_application_id", WapPush.MMS_APPLICATION);
        expected.put("wsp.header.content_type", MmsCodec.MEDIA_TYPE);
        new DissectedMms(expected, pdu).expect();
        body(expected, pdu);
        capture.add("wsp-cl", push.encode());
        expectations.add(expected);
        pdus.add(pdu);
    }

    private static void body(Dissection expected, MmsPdu pdu) {
        for (var type : pdu.headers().all(MmsField.CONTENT_TYPE)) {
            expected.put("wsp.header.content_type", type.mediaType());
            expected.except(
                    "parts of drawn octets: Wireshark reads on in those of known types",
                    "wsp.header.content_type",
                    Dissection.MALFORMED,
                    Dissection.EXPERT);
            if (type.mediaType().startsWith("application/vnd.wap.multipart.")) {
                try {
                    Multipart.decode(pdu.body())
                            .parts()
                            .forEach(
                                    part ->
                                            expected.put(
                                                    "wsp.header.content_type",
                                                    part.contentType().mediaType()));
                } catch (DecodeException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}

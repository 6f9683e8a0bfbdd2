// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.wappush.WapPush;
import org.heliograph.wappush.content.PushContent.Form;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark's WBXML dissector as a second reader of what we write. */
class PushContentTsharkTest {
    private static final int CONTENTS = 500;
    private static final int LINKTYPE_RAW = 101;

    @TempDir private Path directory;

    @Test
    void isReadByWiresharkAsItWasMeant() throws IOException, InterruptedException {
        assumeTshark();
        // no signs that the rendering itself uses
        Drawn drawn = new Drawn(2_948, "abcXYZ0189.-_/");
        List<String> expected = new ArrayList<>();
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        capture.writeBytes(fileHeader());
        for (int i = 0; i < CONTENTS; i++) {
            PushContent content = drawn.content();
            expected.add(rendering(element(content)));
            capture.writeBytes(packet(WapPush.push(content, Form.WBXML, i).encode()));
        }
        Path file = Files.write(directory.resolve("pushes.pcap"), capture.toByteArray());
        assertEquals(expected, renderings(file));
    }

    private static void assumeTshark() throws InterruptedException {
        boolean there;
        try {
            there =
                    new ProcessBuilder("tshark", "--version")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException _) {
            there = false;
        }
        Assumptions.assumeTrue(there, "needs tshark");
    }

    private static Element element(PushContent content) {
        return switch (content) {
            case ServiceIndication indication -> indication.toElement();
            case ServiceLoading loading -> loading.toElement();
            case CacheOperation operation -> operation.toElement();
        };
    }

    /** An element as the dissector's last column has it, put together. */
    private static String rendering(Element element) {
        StringBuilder text = new StringBuilder("<").append(element.name());
        for (XmlAttribute attribute : element.attributes()) {
            text.append(attribute.name()).append('=').append(attribute.value());
        }
        if (element.text().isEmpty() && element.children().isEmpty()) {
            return text.append("/>").toString();
        }
        text.append('>').append(element.text());
        element.children().forEach(child -> text.append(rendering(child)));
        return text.append("</").append(element.name()).append('>').toString();
    }

    private static List<String> renderings(Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-V", "-O", "wbxml")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> documents = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        for (String line : process.inputReader(StandardCharsets.UTF_8).lines().toList()) {
            assertFalse(line.contains("Malformed"), line);
            if (line.startsWith("Frame ") && !document.isEmpty()) {
                documents.add(document.toString());
                document.setLength(0);
            }
            String[] columns = line.split("\\|", -1);
            if (columns.length == 5 && !columns[0].contains("Level")) {
                String rendered = columns[4].strip();
                document.append(rendered.replace("%DateTime: ", "").replace("'", ""));
            }
        }
        documents.add(document.toString());
        assertEquals(0, process.waitFor());
        return documents;
    }

    private static byte[] fileHeader() {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(LINKTYPE_RAW)
                .array();
    }

    /** A push in UDP to its port, in IPv4, in a record of the file. */
    private static byte[] packet(Octets push) {
        int udp = 8 + push.length();
        int ip = 20 + udp;
        ByteBuffer record = ByteBuffer.allocate(16 + ip).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(0).putInt(ip).putInt(ip).order(ByteOrder.BIG_ENDIAN);
        record.putShort((short) 0x4500).putShort((short) ip).putInt(0);
        record.putInt(0x4011_0000).putInt(0x7f00_0001).putInt(0x7f00_0001);
        record.putShort((short) WapPush.SOURCE_PORT).putShort((short) WapPush.PORT);
        record.putShort((short) udp).putShort((short) 0).put(push.toArray());
        return record.array();
    }
}

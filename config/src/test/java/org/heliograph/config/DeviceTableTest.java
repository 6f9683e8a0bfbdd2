// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeviceTableTest {
    @TempDir Path directory;

    @Test
    void shipsAProfileForHandsetsThatNobodyKnows() throws Exception {
        DeviceProfile standard = device(DeviceTable.shipped(), DeviceTable.STANDARD);
        assertTrue(standard.mms());
        assertTrue(standard.takesEverything());
        assertFalse(device(DeviceTable.shipped(), "sms-only").mms());
        DeviceProfile basic = device(DeviceTable.shipped(), "image-basic");
        assertEquals(30 * 1024, basic.maxMessageOctets());
        assertFalse(basic.takesEverything());
    }

    @Test
    void triesTheOperatorsEntriesFirstAndLetsThemReplaceShippedOnes() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("devices.yaml"),
                        """
                        devices:
                          - name: brick
                            userAgents: [Brick*]
                            mms: false
                          - name: image-basic
                            maxMessageOctets: 45KiB
                        """);
        DeviceTable table = DeviceTable.with(file);
        assertEquals("brick", table.devices().getFirst().name());
        assertEquals(List.of("Brick*"), table.devices().getFirst().userAgents());
        assertEquals(45 * 1024, device(table, "image-basic").maxMessageOctets());
        assertEquals(DeviceTable.shipped().devices().size() + 1, table.devices().size());
    }

    @Test
    void saysWhatIsWrongAndWhere() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("devices.yaml"),
                        "devices:\n  - name: a b\n    maxImageWidth: 1\n");
        var wrong = assertThrows(ConfigException.class, () -> DeviceTable.with(file));
        assertEquals(
                file
                        + ":2: devices[0].name: expected 1 to 40 of letters, digits, . _ and -, got"
                        + " 'a b'",
                wrong.getMessage());
        Files.writeString(file, "devices:\n  - name: a\n  - name: a\n");
        assertTrue(
                assertThrows(ConfigException.class, () -> DeviceTable.with(file))
                        .getMessage()
                        .endsWith("devices: two of the same name"));
    }

    private static DeviceProfile device(DeviceTable table, String name) {
        return table.devices().stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

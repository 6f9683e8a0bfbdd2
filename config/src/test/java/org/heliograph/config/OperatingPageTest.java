// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatingPageTest {
    /** {@code -Dgolden.update} rewrites the page. */
    @Test
    void describesEverySettingAsItIs() throws IOException {
        Path page =
                Path.of(System.getProperty("heliograph.root", "..")).resolve("docs/operating.md");
        String text = Files.readString(page);
        int begin = text.indexOf(OperatingPage.BEGIN);
        assertTrue(begin > 0, "the line that the generated part begins with");
        String wanted = text.substring(0, begin) + OperatingPage.settings();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(page, wanted);
        } else {
            assertEquals(wanted, text);
        }
    }

    @Test
    void allowsTheBoundsThatItShowsAndNothingBeyond() throws ConfigException {
        for (String max : List.of("10000000", "1")) {
            SettingsLoader.load(List.of(), List.of("smsc.activeMessages=" + max));
        }
        for (String beyond : List.of("10000001", "0", "-1")) {
            var override = List.of("smsc.activeMessages=" + beyond);
            assertThrows(ConfigException.class, () -> SettingsLoader.load(List.of(), override));
        }
    }

    @Test
    void holdsSettingsMadeInCodeToTheSameBounds() {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new SmscSettings.Waits(Duration.ZERO, Duration.ofSeconds(1), 2));
        assertEquals("first: expected 1ms to 1d", e.getMessage());
    }
}

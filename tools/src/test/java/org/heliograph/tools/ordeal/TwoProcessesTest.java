// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.Photo;
import org.heliograph.tools.handset.Handset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Either centre in a process of its own, as the operating page tells. */
final class TwoProcessesTest {
    private static final String SMSC_ALONE = "mmsc.enabled=false";
    private static final String MMSC_ALONE = "smsc.enabled=false";

    @TempDir Path directory;
    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void mmscMayStartFirstAndTheSmscMayGoAndComeBack() throws Exception {
        ServerProcess mmsc = scene.serve(MMSC_ALONE);
        mmsc.printed(
                Pattern.compile(" code=smsc-unreachable .*reason=\"there is no password file"));
        Handset a = scene.handset(Scene.A, true);
        Octets jpeg = Photo.jpeg();
        String early = Scene.accepted(a.sendMms(Scene.photo(Scene.B, jpeg)));

        ServerProcess smsc = scene.serve(SMSC_ALONE);
        Handset b = scene.handset(Scene.B, true);
        a.registerNow();
        assertEquals(jpeg, Scene.saved(b, early));
        Scene.reported(a, early);

        smsc.signal("TERM");
        assertEquals(0, smsc.exitCode());
        String between = Scene.accepted(a.sendMms(Scene.photo(Scene.B, jpeg)));
        scene.serve(SMSC_ALONE);
        a.registerNow();
        b.registerNow();
        assertEquals(jpeg, Scene.saved(b, between));
        Scene.reported(a, between);
    }

    @Test
    void onDirectoriesOfTheirOwnTheyNeedOneCopyOfThePassword() throws Exception {
        scene.serve(SMSC_ALONE);
        Path other = Files.createDirectory(directory.resolve("elsewhere"));
        Files.copy(scene.data().resolve("esme-mmsc.password"), other.resolve("esme-mmsc.password"));
        scene.serve(other, MMSC_ALONE);
        Handset a = scene.handset(Scene.A, true);
        Handset b = scene.handset(Scene.B, true);
        Octets jpeg = Photo.jpeg();
        String id = Scene.accepted(a.sendMms(Scene.photo(Scene.B, jpeg)));
        assertEquals(jpeg, Scene.saved(b, id));
        Scene.reported(a, id);
    }
}

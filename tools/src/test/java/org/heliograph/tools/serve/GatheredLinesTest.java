// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GatheredLinesTest {
    private final BlockingQueue<String> writes = new LinkedBlockingQueue<>();
    private final GatheredLines lines =
            new GatheredLines(
                    new OutputStream() {
                        @Override
                        public void write(int octet) {
                            throw new AssertionError("octet by octet");
                        }

                        @Override
                        public void write(byte[] octets, int offset, int count) {
                            writes.add(new String(octets, offset, count, US_ASCII));
                        }
                    });

    private void write(String text) throws IOException {
        lines.write(text.getBytes(US_ASCII));
    }

    private String written() throws InterruptedException {
        String written = writes.poll(30, TimeUnit.SECONDS);
        assertTrue(written != null, "nothing came in time");
        return written;
    }

    /** All of them, in order, and not each by itself. */
    @Test
    void passesOnManyTogether() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            write("line " + i + "\n");
            all.append("line ").append(i).append('\n');
        }
        StringBuilder came = new StringBuilder();
        int count = 0;
        while (came.length() < all.length()) {
            came.append(written());
            count++;
        }
        assertEquals(all.toString(), came.toString());
        assertTrue(count < 500, "writes: " + count);
    }

    @Test
    void passesOnAgainAndAgain() throws Exception {
        for (String line : new String[] {"one\n", "two\n", "three\n"}) {
            write(line);
            assertEquals(line, written());
        }
    }

    /** What came before goes before what is longer than there is room. */
    @Test
    void keepsTheOrderOfWhatIsLong() throws Exception {
        write("before\n");
        String line = "x".repeat(100_000);
        write(line);
        assertEquals("before\n", written());
        assertEquals(line, written());
        lines.flush();
        assertTrue(writes.isEmpty());
    }

    @Test
    void passesOnEverythingAtOnceInTheEnd() throws Exception {
        write("before\n");
        lines.end();
        assertEquals("before\n", written());
        write("after\n");
        assertEquals("after\n", writes.remove());
    }
}

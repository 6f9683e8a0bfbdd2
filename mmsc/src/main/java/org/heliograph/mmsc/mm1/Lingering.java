// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Answers a request whose body is not wanted. Closing at once would reset the connection under a
 * peer that still sends, and the answer would be lost with it (RFC 9112 §9.6): so what comes is
 * read and forgotten for a moment.
 */
final class Lingering {
    /** The most that is read and forgotten; a peer that sends on after its answer is on its own. */
    private static final int MOST_OCTETS = 256 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Lingering() {}

    /** Sends {@code response} with its body, then lets the peer finish for a moment. */
    static void answer(Request request, Response response, ByteBuffer body)
            throws IOException, InterruptedException {
        Content.Sink.write(response, true, body);
        long end = System.nanoTime() + LONGEST.toNanos();
        long left = MOST_OCTETS;
        while (left > 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                CountDownLatch arrived = new CountDownLatch(1);
                request.demand(arrived::countDown);
                if (!arrived.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } else if (Content.Chunk.isFailure(chunk) || chunk.isLast()) {
                chunk.release();
                return;
            } else {
                left -= chunk.remaining();
                chunk.release();
            }
        }
    }
}

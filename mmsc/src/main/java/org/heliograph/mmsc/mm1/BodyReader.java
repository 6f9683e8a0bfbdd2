// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Spool;
import org.heliograph.pdu.Octets;

/**
 * Reads request bodies, each up to a limit. One that is short, comes quickly and finds room stays
 * in memory; any other is put down on disk while it comes, so that neither many nor slow senders
 * take the room of others.
 */
final class BodyReader {
    /** How long a body may hold memory while it comes. */
    private static final Duration IN_MEMORY = Duration.ofSeconds(1);

    /** Memory for all bodies together, where the heap is not small. */
    private static final long MOST_ROOM = 64 << 20;

    /** Of the heap. */
    private static final int SHARE = 4;

    /** In octets a second; the slowest GPRS bearer carries twice as much. */
    private static final int SLOWEST = 500;

    /** Where a transaction id is to be found, if anywhere. */
    private static final int START = 1024;

    private final ContentStore contents;
    private final int maxOctets;
    private final Duration patience;
    private final Semaphore room;

    /** What was read. To be closed when its octets are no longer needed. */
    sealed interface Body extends AutoCloseable {
        record Whole(Octets octets, ArrivingBody held) implements Body {
            @Override
            public void close() {
                held.close();
            }
        }

        record OnDisk(Spool spool) implements Body {
            @Override
            public void close() {
                spool.close();
            }
        }

        /**
         * Not read, or not to its end.
         *
         * @param start what was read first
         */
        record TooLong(Octets start, String reason) implements Body {}

        /** Not read to its end, for it would come for ever. */
        record TooSlow() implements Body {}

        @Override
        default void close() {}
    }

    /**
     * @param contents where a body is put down that does not stay in memory
     * @param patience what a slow body gets on top of its time
     */
    BodyReader(ContentStore contents, int maxOctets, Duration patience) {
        this.contents = contents;
        this.maxOctets = maxOctets;
        this.patience = patience;
        long octets = Math.min(MOST_ROOM, Runtime.getRuntime().maxMemory() / SHARE);
        this.room = new Semaphore(Math.toIntExact(octets / ArrivingBody.OCTETS_A_PERMIT));
    }

    /**
     * The length that the request states is judged before it is read; one without it is cut.
     *
     * @throws IOException if the peer goes away, or the disk is full
     */
    Body read(Request request) throws IOException, InterruptedException {
        long stated = request.getLength();
        boolean tooLong = stated > maxOctets;
        ArrivingBody body = new ArrivingBody(contents, room, tooLong ? START : stated);
        boolean whole = false;
        try {
            Body read =
                    tooLong
                            ? start(request, body, stated + " octets, at most " + maxOctets)
                            : rest(request, body);
            whole = read instanceof Body.Whole || read instanceof Body.OnDisk;
            return read;
        } finally {
            if (!whole) {
                body.close();
            }
        }
    }

    private Body rest(Request request, ArrivingBody body) throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean last = false;
        while (!last) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (!await(request, body, start)) {
                    return new Body.TooSlow();
                }
            } else {
                last = add(chunk, body);
                if (body.length() > maxOctets) {
                    return new Body.TooLong(
                            body.start(START), "more than " + maxOctets + " octets");
                }
                if (System.nanoTime() - start > longest(body)) {
                    return new Body.TooSlow();
                }
            }
        }
        return body.end();
    }

    /** Reads no more than what a refusal has to repeat, and not for long. */
    private static Body start(Request request, ArrivingBody body, String reason)
            throws IOException, InterruptedException {
        boolean last = false;
        long end = System.nanoTime() + IN_MEMORY.toNanos();
        while (!last && body.length() < START) {
            Content.Chunk chunk = request.read();
            if (chunk != null) {
                last = add(chunk, body);
            } else {
                CountDownLatch arrived = new CountDownLatch(1);
                request.demand(arrived::countDown);
                last = !arrived.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }
        return new Body.TooLong(body.start(START), reason);
    }

    /** {@return whether that was the last} */
    private static boolean add(Content.Chunk chunk, ArrivingBody body) throws IOException {
        if (Content.Chunk.isFailure(chunk)) {
            throw new IOException(chunk.getFailure());
        }
        try {
            ByteBuffer octets = chunk.getByteBuffer();
            body.add(octets);
            return chunk.isLast();
        } finally {
            chunk.release();
        }
    }

    /** {@return whether something came in time} */
    private boolean await(Request request, ArrivingBody body, long start)
            throws IOException, InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        request.demand(arrived::countDown);
        if (body.isInMemory()) {
            long left = start + IN_MEMORY.toNanos() - System.nanoTime();
            if (arrived.await(left, TimeUnit.NANOSECONDS)) {
                return true;
            }
            body.putDown();
        }
        return arrived.await(start + longest(body) - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private long longest(ArrivingBody body) {
        return patience.plusSeconds(body.length() / SLOWEST).toNanos();
    }
}

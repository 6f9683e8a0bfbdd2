// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mm1;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.heliograph.pdu.Octets;

/** Reads request bodies, each up to a limit, all together up to another. */
final class BodyReader {
    /** Memory for all bodies together, unless a single one may be longer. */
    private static final int ALL_OCTETS = 64 << 20;

    /** A semaphore counts to two thousand million; this way it is enough for any setting. */
    private static final int OCTETS_A_PERMIT = 1024;

    /** What a body without a stated length gets at first. */
    private static final int FIRST_OCTETS = 16 * 1024;

    /** In octets a second; the slowest GPRS bearer carries twice as much. */
    private static final int SLOWEST = 500;

    private final int maxOctets;
    private final Duration patience;
    private final Semaphore room;

    /** What was read. */
    sealed interface Body {
        /** To be closed when its octets are no longer needed: only then another has room. */
        record Whole(Octets octets, Semaphore room, int permits) implements Body, AutoCloseable {
            @Override
            public void close() {
                room.release(permits);
            }
        }

        /** Not read, or not to its end. */
        record TooLong(String reason) implements Body {}

        /** Not read to its end, for it would hold its room for ever. */
        record TooSlow() implements Body {}

        /** Not read, because others are. */
        record NoRoom() implements Body {}
    }

    /**
     * @param patience how long a body waits for room, and what a slow one gets on top of its time
     */
    BodyReader(int maxOctets, Duration patience) {
        this.maxOctets = maxOctets;
        this.patience = patience;
        this.room = new Semaphore(permits(Math.max(ALL_OCTETS, maxOctets)));
    }

    private static int permits(long octets) {
        return Math.toIntExact(octets / OCTETS_A_PERMIT + 1);
    }

    /**
     * The length that the request states is judged before anything is read; one without it is cut.
     */
    Body read(Request request) throws IOException, InterruptedException {
        long stated = request.getLength();
        if (stated > maxOctets) {
            return new Body.TooLong(stated + " octets, at most " + maxOctets);
        }
        int permits = permits(stated < 0 ? maxOctets : stated);
        if (!room.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Body.NoRoom();
        }
        Body body = new Body.TooSlow();
        try {
            body = read(request, Math.toIntExact(stated), permits);
            return body;
        } finally {
            if (!(body instanceof Body.Whole)) {
                room.release(permits);
            }
        }
    }

    private Body read(Request request, int stated, int permits) throws IOException {
        // Not closed: that would consume the rest of the body, which may have no end.
        InputStream in = Content.Source.asInputStream(request);
        byte[] read = new byte[stated < 0 ? Math.min(FIRST_OCTETS, maxOctets + 1) : stated];
        int length = 0;
        long start = System.nanoTime();
        while (length < read.length) {
            int more = in.read(read, length, read.length - length);
            if (more < 0) {
                break;
            }
            length += more;
            if (length > maxOctets) {
                return new Body.TooLong("more than " + maxOctets + " octets");
            }
            if (System.nanoTime() - start > patience.plusSeconds(length / SLOWEST).toNanos()) {
                return new Body.TooSlow();
            }
            if (stated < 0 && length == read.length) {
                read = Arrays.copyOf(read, (int) Math.min(2L * length, maxOctets + 1L));
            }
        }
        Octets octets = length == read.length ? Octets.ofOwned(read) : Octets.of(read, 0, length);
        return new Body.Whole(octets, room, permits);
    }
}

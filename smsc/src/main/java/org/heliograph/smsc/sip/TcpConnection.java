// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that carries SIP, with TLS or without: messages cut by Content-Length (RFC 3261
 * §18.3), empty lines between them taken as keep-alives (RFC 5626 §3.5.1: a double one is answered
 * by a single one).
 */
final class TcpConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
    private static final byte[] PONG = {'\r', '\n'};

    /** A peer that has not read what we wrote for this long is not there any more. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(5);

    private final Socket socket;
    private final Socket stream;
    private final SipTransport.TcpLimits limits;
    private final ReentrantLock writing = new ReentrantLock();
    private final int maxMessageOctets;
    private byte[] buffer = new byte[4_096]; // most messages; grows to the longest allowed
    private int filled;

    /**
     * @param stream what is read and written: {@code socket}, or TLS over it
     */
    TcpConnection(
            Socket socket, Socket stream, int maxMessageOctets, SipTransport.TcpLimits limits) {
        this.socket = socket;
        this.stream = stream;
        this.limits = limits;
        this.maxMessageOctets = maxMessageOctets;
    }

    /** Reads until the peer goes, falls silent, or sends what cannot be a SIP message. */
    void readAll(Consumer<byte[]> receiver) {
        try (InputStream in = stream.getInputStream()) {
            while (true) {
                skipKeepAlives();
                if (filled == 0) {
                    socket.setSoTimeout(Math.toIntExact(limits.idle().toMillis()));
                    if (!fill(in)) {
                        return;
                    }
                    continue;
                }
                byte[] message = readMessage(in);
                if (message.length == 0) {
                    return;
                }
                receiver.accept(message);
            }
        } catch (SocketTimeoutException e) {
            LOG.debug("closing idle connection {}", socket);
        } catch (FramingException e) {
            LOG.info(
                    "dropped code=sip-framing reason=\"{} from {}\"",
                    e.getMessage(),
                    socket.getRemoteSocketAddress());
        } catch (IOException e) {
            LOG.debug("connection {} ended: {}", socket, e.getMessage());
        }
    }

    /** What arrived is no SIP message, and so nothing after it can be found either. */
    private static final class FramingException extends IOException {
        private static final long serialVersionUID = 1L;

        FramingException(String reason) {
            super(reason);
        }
    }

    /** {@return the next message, or nothing if the peer left in the middle of it} */
    private byte[] readMessage(InputStream in) throws IOException {
        long deadline = System.nanoTime() + limits.message().toNanos();
        int searched = 0;
        int end;
        while ((end = SipReader.endOfHeaders(buffer, searched, filled)) < 0) {
            searched = Math.max(0, filled - 3); // the end may be cut in the middle
            if (!fillBefore(deadline, in)) {
                return new byte[0];
            }
        }
        long length = SipReader.contentLength(buffer, end);
        if (length < 0) {
            throw new FramingException("no usable Content-Length");
        }
        if (length > maxMessageOctets - end) {
            throw new FramingException(
                    "message of " + (end + length) + " octets, at most " + maxMessageOctets);
        }
        int total = end + (int) length;
        while (filled < total) {
            if (!fillBefore(deadline, in)) {
                return new byte[0];
            }
        }
        byte[] message = new byte[total];
        System.arraycopy(buffer, 0, message, 0, total);
        discard(total);
        return message;
    }

    private boolean fillBefore(long deadline, InputStream in) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new FramingException("message not complete after " + limits.message());
        }
        if (filled >= maxMessageOctets) { // the first buffer may be larger
            throw new FramingException("no end of headers in " + filled + " octets");
        }
        socket.setSoTimeout((int) Math.max(1, left));
        return fill(in);
    }

    private boolean fill(InputStream in) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(maxMessageOctets, buffer.length * 2));
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            return false;
        }
        filled += read;
        return true;
    }

    private void skipKeepAlives() throws IOException {
        int skip = 0;
        while (skip < filled && (buffer[skip] == '\r' || buffer[skip] == '\n')) {
            skip++;
        }
        for (int pings = skip / 4; pings > 0; pings--) {
            write(PONG);
        }
        if (skip > 0) {
            discard(skip);
        }
    }

    private void discard(int count) {
        System.arraycopy(buffer, count, buffer, 0, filled - count);
        filled -= count;
    }

    /** Writes one whole message; closes the connection when the peer has stopped reading. */
    void write(byte[] message) throws IOException {
        try {
            if (!writing.tryLock(WRITE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                throw new IOException("the peer does not read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        try {
            stream.getOutputStream().write(message);
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /** Ends it at once: the goodbye of TLS would wait for whoever is writing. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("close failed", e);
        }
    }
}

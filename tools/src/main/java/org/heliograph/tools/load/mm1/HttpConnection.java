// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.heliograph.config.Listen;

/** An HTTP/1.1 connection that is kept (RFC 9112): one request at a time, lengths stated. */
final class HttpConnection implements Closeable {
    private static final int MAX_HEAD = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final ByteBuffer in;

    /**
     * @param body octets of the longest answer
     */
    HttpConnection(Listen server, int body) throws IOException {
        channel = SocketChannel.open(server.socketAddress());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        in = ByteBuffer.allocateDirect(MAX_HEAD + body);
    }

    /** Status and body; the body is good until the next exchange. */
    record Answer(int status, ByteBuffer body) {}

    Answer exchange(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            channel.write(request);
        }
        in.clear();
        int head = -1;
        while (head < 0) {
            read();
            head = endOfHead();
        }
        byte[] octets = new byte[head];
        in.get(0, octets);
        String text = new String(octets, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int end = head + 4 + length(text);
        while (in.position() < end) {
            read();
        }
        if (in.position() > end || !text.startsWith("http/1.1 ") || text.length() < 12) {
            throw new IOException("no answer of HTTP/1.1");
        }
        return new Answer(
                Integer.parseInt(text.substring(9, 12)), in.slice(head + 4, end - head - 4));
    }

    private void read() throws IOException {
        if (!in.hasRemaining()) {
            throw new IOException("the answer is too long");
        }
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    private int endOfHead() {
        for (int i = 0; i + 4 <= in.position(); i++) {
            if (in.getInt(i) == 0x0D0A0D0A) {
                return i;
            }
        }
        return -1;
    }

    private static int length(String head) throws IOException {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without a length");
        }
        int from = at + LENGTH.length();
        int to = head.indexOf('\r', from);
        String digits = head.substring(from, to < 0 ? head.length() : to).strip();
        if (!digits.matches("[0-9]{1,9}")) {
            throw new IOException("an answer of length " + digits);
        }
        return Integer.parseInt(digits);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

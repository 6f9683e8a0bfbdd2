// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.Listen;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.wappush.WspPush;

/**
 * The SMSC that the MMSC binds to (SMPP 3.4): takes every submit_sm, and reads the notification in
 * it. Takes any password, and notifications of one segment.
 */
final class SmscSide implements Closeable {
    private static final int BACKLOG = 16;
    private static final int LONGEST = 64 * 1024;
    private static final int HEADER = 16;
    private static final int RESPONSE = 0x8000_0000;
    private static final int SUBMIT_SM = 4;
    private static final int UNBIND = 6;
    private static final int ENQUIRE_LINK = 0x15;

    private final ServerSocket socket;
    private final Books books;
    private final CountDownLatch bound = new CountDownLatch(1);

    SmscSide(Listen listen, Books books) throws IOException {
        this.books = books;
        socket = new ServerSocket(listen.port(), BACKLOG, InetAddress.getByName(listen.host()));
        Thread.ofPlatform().daemon().name("smsc-side").start(this::acceptAll);
    }

    /** {@return whether the MMSC has bound by then} */
    boolean awaitBind(Duration patience) throws InterruptedException {
        return bound.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket session = socket.accept();
                session.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().name("smsc-session").start(() -> serve(session));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                books.failed("SMSC side: " + e.getMessage());
            }
        }
    }

    private void serve(Socket session) {
        try (session) {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(session.getInputStream()));
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(session.getOutputStream()));
            boolean open = true;
            while (open) {
                int length = in.readInt();
                int command = in.readInt();
                int status = in.readInt();
                int sequence = in.readInt();
                if (length < HEADER || length > LONGEST) {
                    throw new IOException("command_length " + length);
                }
                byte[] body = in.readNBytes(length - HEADER);
                if (command >= 0) { // no response
                    String id = command == ENQUIRE_LINK || command == UNBIND ? "" : "1\0";
                    out.writeInt(HEADER + id.length());
                    out.writeInt(command | RESPONSE);
                    out.writeInt(0);
                    out.writeInt(sequence);
                    out.writeBytes(id);
                    if (in.available() == 0) {
                        out.flush();
                    }
                    open = command != UNBIND;
                    if (command == SUBMIT_SM) {
                        submitted(body);
                    } else {
                        bound.countDown();
                    }
                } else if (status != 0) {
                    throw new IOException("command_status " + status);
                }
            }
            out.flush();
        } catch (IOException e) {
            return; // the MMSC has ended, or binds again
        }
    }

    private void submitted(byte[] pdu) {
        int at = string(pdu, 0); // service_type
        at = string(pdu, at + 2); // source_addr after TON and NPI
        int to = at + 2;
        at = string(pdu, to);
        String recipient = new String(pdu, to, at - to - 1, StandardCharsets.ISO_8859_1);
        at = string(pdu, string(pdu, at + 3)) + 4; // dates; up to sm_length
        int header = at + 1;
        Octets userData = Octets.of(pdu, header, pdu[at] & 0xFF);
        try {
            MmsPdu read = MmsCodec.decode(WspPush.decode(userData.from(userData.at(0) + 1)).body());
            if (read instanceof MmsPdu.MNotificationInd notification) {
                books.notified(
                        Requests.number(recipient),
                        URI.create(notification.contentLocation()).getRawPath(),
                        notification.transactionId());
            } else {
                books.failed("pushed: " + read.name());
            }
        } catch (DecodeException | IndexOutOfBoundsException | IllegalArgumentException e) {
            books.failed("pushed what cannot be read");
        }
    }

    /** {@return index after a string and its NUL} */
    private static int string(byte[] pdu, int from) {
        int at = from;
        while (at < pdu.length && pdu[at] != 0) {
            at++;
        }
        return at + 1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.heliograph.config.Listen;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name server on loopback that has the zone that a test gives it, and remembers the questions.
 */
final class NameServer implements AutoCloseable {
    private static final Name ZONE = name("ims.example.");

    /** What was asked, such as {@code SRV _sip._udp.ims.example}. */
    final List<String> questions = new CopyOnWriteArrayList<>();

    /** Whether it says nothing at all. */
    volatile boolean silent;

    private final Map<String, List<Record>> zone = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    NameServer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("name-server").start(this::serve);
    }

    Listen address() {
        return new Listen("127.0.0.1", socket.getLocalPort());
    }

    /** Adds a record as a zone file writes it, such as {@code a.ims.example 60 A 127.0.0.1}. */
    void add(String line) {
        String[] parts = line.split(" ", 4);
        int type = Type.value(parts[2]);
        try {
            Record one =
                    Record.fromString(
                            name(parts[0] + "."),
                            type,
                            DClass.IN,
                            Long.parseLong(parts[1]),
                            parts[3],
                            Name.root);
            zone.computeIfAbsent(key(parts[0], type), _ -> new CopyOnWriteArrayList<>()).add(one);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String name, int type) {
        return Type.string(type) + " " + name;
    }

    private static Name name(String name) {
        return Name.fromConstantString(name);
    }

    private void serve() {
        byte[] buffer = new byte[4_096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
                Record asked = query.getQuestion();
                String key = key(asked.getName().toString(true), asked.getType());
                questions.add(key);
                if (!silent) {
                    byte[] answer = answer(query, key).toWire();
                    socket.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Message answer(Message query, String key) throws IOException {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        List<Record> found = new ArrayList<>(zone.getOrDefault(key, List.of()));
        found.forEach(one -> answer.addRecord(one, Section.ANSWER));
        if (found.isEmpty()) {
            String name = query.getQuestion().getName().toString(true);
            boolean exists = zone.keySet().stream().anyMatch(one -> one.endsWith(name));
            answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
            answer.addRecord(
                    Record.fromString(
                            ZONE,
                            Type.SOA,
                            DClass.IN,
                            60,
                            "ns.ims.example. root.ims.example. 1 60 60 60 60",
                            Name.root),
                    Section.AUTHORITY);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}

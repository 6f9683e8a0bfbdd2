// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** Reads one capture. */
public final class Capture {
    private static final int GTP_U = 2152;

    /** GTP-U in GTP-U, IP in IP: deeper is a hostile packet. */
    private static final int MAX_TUNNELS = 4;

    private final Consumer<Found> out;
    private final Tally tally = new Tally();
    private final LinkLayer links = new LinkLayer(tally);
    private final IpLayer ip = new IpLayer(tally);
    private final TcpLayer tcp;

    private Capture(Consumer<Found> out) {
        this.out = out;
        tcp = new TcpLayer(out, tally);
    }

    /**
     * Tells {@code out} of each PDU in the order in which they become whole.
     *
     * @param broken is told if the file is broken: what stands before has been read by then
     * @return the counts, at the end
     */
    public static Tally read(
            InputStream file, Consumer<Found> out, Consumer<CaptureException> broken)
            throws IOException {
        Capture capture = new Capture(out);
        Frame last = Frame.NONE;
        try {
            PacketSource packets = PacketSource.open(file);
            for (Optional<Packet> next = packets.next(); next.isPresent(); next = packets.next()) {
                last = next.get().frame();
                capture.packet(next.get());
            }
        } catch (CaptureException e) {
            broken.accept(e);
        }
        capture.tcp.end(last);
        capture.ip.end();
        return capture.tally;
    }

    private void packet(Packet packet) {
        tally.packet();
        try {
            Optional<Octets> datagram = links.datagram(packet);
            if (datagram.isPresent()) {
                datagram(datagram.get(), packet.frame(), 0);
            }
        } catch (DecodeException e) {
            tally.skip("packets cut short or malformed");
        }
    }

    private void datagram(Octets octets, Frame frame, int depth) throws DecodeException {
        if (depth > MAX_TUNNELS) {
            tally.skip("too many tunnels");
            return;
        }
        Optional<IpDatagram> whole = ip.read(octets);
        if (whole.isEmpty()) {
            return;
        }
        IpDatagram datagram = whole.get();
        switch (datagram.protocol()) {
            case IpDatagram.TCP -> tcp.read(datagram, frame);
            case IpDatagram.UDP -> udp(datagram, frame, depth);
            case IpDatagram.IPV4, IpDatagram.IPV6 -> datagram(datagram.payload(), frame, depth + 1);
            case 1, 58 -> tally.skip("ICMP");
            case 50 -> tally.skip("IPsec ESP");
            case 132 -> tally.skip("SCTP");
            default -> tally.skip("IP protocol " + datagram.protocol());
        }
    }

    private void udp(IpDatagram datagram, Frame frame, int depth) throws DecodeException {
        UdpDatagram udp = UdpDatagram.decode(datagram);
        if (udp.source().port() == GTP_U || udp.destination().port() == GTP_U) {
            Optional<Octets> inner = udp.tunnelled();
            if (inner.isPresent()) {
                datagram(inner.get(), frame, depth + 1);
                return;
            }
        }
        if (!udp.sip(frame, new Outlet(udp.source(), udp.destination(), out, tally))) {
            tally.skip("UDP datagrams of something else");
        }
    }
}

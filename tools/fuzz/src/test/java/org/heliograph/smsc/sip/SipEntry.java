// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.heliograph.config.Cidr;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.register.Registration;
import org.heliograph.smsc.register.RegistrationStore;

/**
 * What the SMSC does with octets that come by SIP, up to where it knows whom they are from: read,
 * recognised as a repeat or not, and answered. Whatever they are, nothing breaks, and the answer is
 * one response.
 */
public final class SipEntry {
    private static final Hop FROM =
            new Hop(
                    Hop.Transport.UDP,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_060));
    private static final Reply REPLY = Reply.of(420, "Bad Extension", "Unsupported: x");

    private static final ServiceIdentities ANY =
            new ServiceIdentities("ims.example", "sip:+447700900999@ims.example", List.of());
    private static final ServiceIdentities NAMED =
            new ServiceIdentities(
                    "ims.example",
                    "sip:+447700900999@ims.example",
                    List.of("sip:smsc@psi.example", "tel:+447700900998"));

    private static final Senders SENDERS =
            new Senders(
                    List.of(Cidr.of("127.0.0.1")),
                    new Registrations(
                            1, new KeepsNothing(), _ -> "", _ -> {}, _ -> {}, Instant::now));

    private SipEntry() {}

    /** For what nobody has registered. */
    private static final class KeepsNothing implements RegistrationStore {
        @Override
        public void keep(List<Registration> registrations) {
            throw new IllegalStateException("nobody registers");
        }

        @Override
        public void load(Instant now, Consumer<Registration> to) {}

        @Override
        public List<Registration> changedElsewhere() {
            return List.of();
        }

        @Override
        public void forget(Instant until) {}

        @Override
        public void close() {}
    }

    /** Fails unless the octets are read or refused, and answered where they are a request. */
    public static void check(Octets octets) {
        SipReader.endOfHeaders(octets.toArray(), 0, octets.length());
        SipReader.contentLength(octets.toArray(), octets.length());
        HandsetReport.read(octets.toArray()).ifPresent(SipEntry::reported);
        switch (SipReader.read(octets.toArray())) {
            case SipReader.Read.Request(SIPRequest request, Octets body) -> {
                assertTrue(body.length() <= octets.length());
                served(request);
                answered(request);
            }
            case SipReader.Read.BadRequest(SIPRequest request, String reason) -> {
                assertFalse(reason.isEmpty());
                answered(request);
            }
            case SipReader.Read.Response(SIPResponse response) ->
                    assertFalse(String.valueOf(response.getCSeq().getMethod()).isEmpty());
            case SipReader.Read.Noise(String reason) -> assertFalse(reason.isEmpty());
        }
    }

    /** What goes past the parser. */
    private static void reported(HandsetReport report) {
        var answered = new AnsweredReports(Duration.ofSeconds(60), 8);
        long mark = answered.mark(report.transactionKey());
        assertTrue(answered.isFirst(mark));
        assertFalse(answered.isFirst(mark));
        SENDERS.of(report, FROM);
        report.wayBack(FROM);
        report.inReplyTo();
        report.body();
    }

    private static void served(SIPRequest request) {
        var transactions = new ServerTransactions(Duration.ofSeconds(1), 10);
        ServerTransactions.Begun begun = transactions.begin(request);
        assertTrue(begun.isNew());
        assertSame(begun.transaction(), transactions.begin(request).transaction());

        ANY.include(request.getRequestURI());
        NAMED.include(request.getRequestURI());
        ANY.isServed(request.getRequestURI());
        PublicIdentity.number(request.getTo().getAddress().getURI());
        SENDERS.of(request, FROM);
        MessageRequests.inReplyTo(request);
    }

    /** The headers end where the response does: nothing that came can put in a line of its own. */
    private static void answered(SIPRequest request) {
        byte[] response = REPLY.to(request, FROM, "tag");
        assertEquals(response.length, SipReader.endOfHeaders(response, 0, response.length));
        String text = new String(response, StandardCharsets.UTF_8);
        assertTrue(text.startsWith("SIP/2.0 420 Bad Extension\r\nVia: "), text);
        assertTrue(text.endsWith("\r\nUnsupported: x\r\nContent-Length: 0\r\n\r\n"), text);
        assertEquals(0, SipReader.contentLength(response, response.length), text);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.subscribers.Msisdn;

/**
 * The usual end of every message to a handset, short: takes its report in. Only what {@link
 * MessageRequests} would take as well, and does where this does not.
 */
final class ReportRequests {
    /** Of handsets' making: there are as few as they have service centres. */
    private static final int MOST_KNOWN_URIS = 1_000;

    private final RelayLayer relayLayer;
    private final ServiceIdentities identities;
    private final Senders senders;
    private final AnsweredReports answered;
    private final SipTransport transport;
    private final Set<String> knownUris = ConcurrentHashMap.newKeySet();

    ReportRequests(
            RelayLayer relayLayer,
            ServiceIdentities identities,
            Senders senders,
            AnsweredReports answered,
            SipTransport transport) {
        this.relayLayer = relayLayer;
        this.identities = identities;
        this.senders = senders;
        this.answered = answered;
        this.transport = transport;
    }

    /** {@return whether that was all; else nothing has happened yet} */
    boolean receive(Hop from, byte[] octets) {
        Optional<HandsetReport> read = HandsetReport.read(octets);
        if (read.isEmpty() || !isOurs(read.get().requestUri())) {
            return false;
        }
        HandsetReport report = read.get();
        Optional<Msisdn> sender = senders.of(report, from);
        if (sender.isEmpty()) {
            return false;
        }
        long mark = answered.mark(report.transactionKey());
        boolean first = answered.isFirst(mark);
        String tag = Integer.toHexString((int) mark);
        report.wayBack(from).send(report.answered(MessageRequests.ACCEPTED, from, tag), transport);
        if (first) {
            relayLayer.report(sender.get(), report.body(), report.inReplyTo());
        }
        return true;
    }

    private boolean isOurs(String uri) {
        if (knownUris.contains(uri)) {
            return true;
        }
        boolean ours = ImplicitSet.uri(uri).filter(identities::include).isPresent();
        if (ours && knownUris.size() < MOST_KNOWN_URIS) {
            knownUris.add(uri);
        }
        return ours;
    }
}

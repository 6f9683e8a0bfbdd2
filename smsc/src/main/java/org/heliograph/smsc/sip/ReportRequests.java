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
    private final ServerTransactions transactions;
    private final SipTransport transport;
    private final Set<String> knownUris = ConcurrentHashMap.newKeySet();

    ReportRequests(
            RelayLayer relayLayer,
            ServiceIdentities identities,
            Senders senders,
            ServerTransactions transactions,
            SipTransport transport) {
        this.relayLayer = relayLayer;
        this.identities = identities;
        this.senders = senders;
        this.transactions = transactions;
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
        ServerTransactions.Begun begun = transactions.begin(report.transactionKey());
        ServerTransactions.Transaction transaction = begun.transaction();
        if (begun.isNew()) {
            transaction.completed(MessageRequests.ACCEPTED);
        }
        WayBack way = report.wayBack(from);
        transaction
                .reply()
                .ifPresent(
                        reply ->
                                way.send(
                                        report.answered(reply, from, transaction.tag()),
                                        transport));
        if (begun.isNew()) {
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

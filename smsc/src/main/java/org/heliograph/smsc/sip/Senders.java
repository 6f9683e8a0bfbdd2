// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.HeaderAddress;
import org.heliograph.config.Cidr;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Tells which subscriber a request is of (TS 24.341 §5.3.3.4.1, RFC 3325). */
final class Senders {
    private final List<Cidr> believed;
    private final Registrations registrations;

    /**
     * @param believed networks whose P-Asserted-Identity is true
     * @param registrations whose a public identity is, and where a handset has registered itself
     */
    Senders(List<Cidr> believed, Registrations registrations) {
        this.believed = List.copyOf(believed);
        this.registrations = registrations;
    }

    /**
     * {@return whom P-Asserted-Identity names, if it is there and comes from where it is believed}
     * Else From is believed if that number is registered from the same IP address; not the same
     * port, for a long message may come over TCP from a handset that registered over UDP.
     */
    Optional<Msisdn> of(SIPRequest request, Hop from) {
        @Nullable Iterator<SIPHeader> asserted = request.getHeaders("P-Asserted-Identity");
        if (asserted != null && asserted.hasNext() && isBelieved(from)) {
            while (asserted.hasNext()) {
                if (asserted.next() instanceof HeaderAddress header) {
                    Optional<Msisdn> msisdn =
                            registrations.subscriber(header.getAddress().getURI());
                    if (msisdn.isPresent()) {
                        return msisdn;
                    }
                }
            }
            return Optional.empty();
        }
        return PublicIdentity.msisdn(request.getFrom().getAddress().getURI())
                .filter(msisdn -> registrations.isRegisteredFrom(msisdn, from.host()));
    }

    /**
     * {@return the same of a report where it is plain} Where it is not, or nobody is found, the
     * whole request is to be looked at.
     */
    Optional<Msisdn> of(HandsetReport report, Hop from) {
        return report.isAsserted() && isBelieved(from)
                ? report.assertedNumber()
                : report.fromNumber()
                        .filter(msisdn -> registrations.isRegisteredFrom(msisdn, from.host()));
    }

    private boolean isBelieved(Hop from) {
        return believed.stream().anyMatch(network -> network.contains(from.host()));
    }
}

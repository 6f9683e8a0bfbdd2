// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the directory says of a subscriber.
 *
 * @param impus public identities (3GPP TS 23.003 §13.4), URIs as in the directory
 * @param profile name of the device profile, if a device is known
 * @param services such as {@code sms} and {@code mms}
 * @param barred whether nothing is served, whatever the services
 */
public record Subscriber(
        Msisdn msisdn,
        Optional<Imsi> imsi,
        List<String> impus,
        Optional<String> profile,
        Set<String> services,
        boolean barred) {
    public Subscriber {
        impus = List.copyOf(impus);
        services = Set.copyOf(services);
    }

    /** {@return whether {@code service} is to be given} */
    public boolean may(String service) {
        return !barred && services.contains(service);
    }

    /** Masked, since such things end in logs. */
    @Override
    public String toString() {
        return msisdn.masked();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * Section {@code smsc.sip.registration}: by whom subscribers are registered.
 *
 * @param scscfFrom networks of S-CSCFs
 * @param events whether they are asked to tell of changes, and in whose name
 * @param credentialsFile of handsets that prove themselves; empty: none
 */
public record SipRegistrationSettings(
        List<Cidr> scscfFrom,
        @Allowed(matches = "off|ours|subscriber", says = "off, ours or subscriber") String events,
        @Allowed(matches = ".*", says = "the name of a file, or nothing") String credentialsFile) {

    public SipRegistrationSettings {
        scscfFrom = List.copyOf(scscfFrom);
        Limits.check(SipRegistrationSettings.class, scscfFrom, events, credentialsFile);
    }

    /** Only S-CSCFs of {@code networks}, which are asked nothing. */
    static SipRegistrationSettings by(List<Cidr> networks) {
        return new SipRegistrationSettings(networks, "off", "");
    }
}

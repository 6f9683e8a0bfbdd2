// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/** An entry of {@code mmsc.identity.fixed}: who calls from some networks. */
public record FixedIdentitySettings(
        List<Cidr> networks,
        @Allowed(matches = "[1-9][0-9]{0,14}", says = "1 to 15 digits, the first not 0")
                String msisdn) {
    public FixedIdentitySettings {
        networks = List.copyOf(networks);
        Limits.check(FixedIdentitySettings.class, networks, msisdn);
    }
}

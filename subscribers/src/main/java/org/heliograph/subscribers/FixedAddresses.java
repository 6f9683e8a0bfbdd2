// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.io.IOException;
import java.util.List;
import org.heliograph.config.Cidr;
import org.heliograph.config.FixedIdentitySettings;

/** Addresses that the operator has given to subscribers for good. */
public final class FixedAddresses implements IdentitySource {
    private final PrefixTable<Msisdn> owners = new PrefixTable<>();

    /**
     * @throws IOException if a network is of two subscribers
     */
    public FixedAddresses(List<FixedIdentitySettings> entries) throws IOException {
        for (FixedIdentitySettings entry : entries) {
            Msisdn owner = new Msisdn(entry.msisdn());
            for (Cidr network : entry.networks()) {
                Msisdn before =
                        owners.put(network.network(), network.prefixLength(), owner).orElse(owner);
                if (!before.equals(owner)) {
                    throw new IOException(
                            "mmsc.identity.fixed: " + network + " is of two subscribers");
                }
            }
        }
    }

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public Answer of(Call call) {
        return owners.find(call.handset())
                .<Answer>map(Answer.Known::new)
                .orElseGet(() -> new Answer.Silent("no-identity", "no fixed address"));
    }
}

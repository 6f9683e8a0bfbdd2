// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.config.IdentityProxySettings;
import org.heliograph.config.MmscSettings;

/**
 * What is believed of requests that come from a packet gateway or proxy.
 *
 * @param headers that name the caller
 * @param addressHeader that has the handset's address
 */
public record Gateway(
        List<Cidr> networks,
        List<String> headers,
        IdentityReader.Holds holds,
        Encoding encoding,
        Optional<String> addressHeader) {

    /** How a gateway writes values. */
    public enum Encoding {
        PLAIN,
        /** Of the value's characters, as some firewalls write. */
        HEX,
        BASE64
    }

    public Gateway {
        networks = List.copyOf(networks);
        headers = List.copyOf(headers);
    }

    /** {@return all that the settings name; the first that a request comes from counts} */
    static List<Gateway> of(MmscSettings.Identity settings) {
        List<Gateway> all = new ArrayList<>();
        settings.proxies().forEach(proxy -> all.add(of(proxy)));
        all.add(
                new Gateway(
                        settings.trustedProxies(),
                        settings.headers(),
                        IdentityReader.Holds.ANY,
                        Encoding.PLAIN,
                        Optional.empty()));
        return List.copyOf(all);
    }

    private static Gateway of(IdentityProxySettings proxy) {
        return new Gateway(
                proxy.from(),
                proxy.headers(),
                switch (proxy.holds()) {
                    case "msisdn" -> IdentityReader.Holds.MSISDN;
                    case "imsi" -> IdentityReader.Holds.IMSI;
                    default -> IdentityReader.Holds.ANY;
                },
                switch (proxy.encoding()) {
                    case "hex" -> Encoding.HEX;
                    case "base64" -> Encoding.BASE64;
                    default -> Encoding.PLAIN;
                },
                Optional.of(proxy.addressHeader()).filter(name -> !name.isEmpty()));
    }

    boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}

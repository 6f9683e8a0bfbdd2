// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Section {@code mmsc}. */
public record MmscSettings(
        boolean enabled,
        // a Message-ID of 255 characters at most is to have room beside it
        @Allowed(
                        matches = "[A-Za-z0-9]([A-Za-z0-9.-]{0,198}[A-Za-z0-9])?",
                        says = "a host name of at most 200 characters")
                String domain,
        @Allowed(min = "1ms", max = "365d") Duration expiry,
        @Allowed(min = "1ms", max = "365d") Duration maxExpiry,
        @Allowed(min = "1s", max = "7d") Duration repeatWindow,
        Notification notification,
        Numbering numbering,
        Mm1 mm1,
        Identity identity,
        ContentSettings content,
        AdaptationSettings adaptation,
        PageSettings page,
        MmboxSettings mmbox,
        PolicySettings policy,
        Smpp smpp) {

    public MmscSettings {
        Limits.check(
                MmscSettings.class,
                enabled,
                domain,
                expiry,
                maxExpiry,
                repeatWindow,
                notification,
                numbering,
                mm1,
                identity,
                content,
                adaptation,
                page,
                mmbox,
                policy,
                smpp);
        if (expiry.compareTo(maxExpiry) > 0) {
            throw new IllegalArgumentException("expiry is longer than maxExpiry");
        }
    }

    /** Section {@code mmsc.notification}: telling recipients again of what they do not fetch. */
    public record Notification(
            @Allowed(min = "1s", max = "365d") Duration firstRepeat,
            @Allowed(min = "1s", max = "365d") Duration longestWait,
            @Allowed(min = "1s", max = "365d") Duration afterDeferred) {

        public Notification {
            Limits.check(Notification.class, firstRepeat, longestWait, afterDeferred);
        }
    }

    /** Section {@code mmsc.numbering}: how addresses are read. */
    public record Numbering(
            @Allowed(matches = "[1-9][0-9]{0,2}|", says = "1 to 3 digits, or \"\"")
                    String countryCode,
            @Allowed(matches = "[0-9]{0,4}", says = "at most 4 digits") String trunkPrefix,
            @Allowed(matches = "[0-9]{0,6}", says = "at most 6 digits") String internationalPrefix,
            @Allowed(matches = "[1-9][0-9]{0,14}", says = "numbers without a plus sign")
                    List<String> served) {

        public Numbering {
            served = List.copyOf(served);
            Limits.check(Numbering.class, countryCode, trunkPrefix, internationalPrefix, served);
        }
    }

    /** Section {@code mmsc.mm1}: HTTP for user agents. */
    public record Mm1(
            Listen listen,
            @Allowed(
                            matches = "(https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?)?",
                            says = "an http or https URL without a slash at its end, or \"\"")
                    String publicUrl,
            @Allowed(min = "64B", max = "1GiB") int maxBodyOctets,
            @Allowed(min = "1", max = "10000") int maxRecipients,
            @Allowed(min = "1", max = "100000") int maxConnections,
            @Allowed(min = "1ms", max = "1h") Duration idleTimeout) {

        public Mm1 {
            Limits.check(
                    Mm1.class,
                    listen,
                    publicUrl,
                    maxBodyOctets,
                    maxRecipients,
                    maxConnections,
                    idleTimeout);
            try {
                URI.create(publicUrl);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("publicUrl: no URL: " + e.getMessage(), e);
            }
            if (publicUrl.isEmpty() && listen.anyAddress()) {
                throw new IllegalArgumentException(
                        "publicUrl is needed when listen is every address: handsets have to be"
                                + " told one");
            }
        }
    }

    /**
     * Section {@code mmsc.identity}: who the caller on MM1 is.
     *
     * @param order of what is asked: header, radius, fixed, lookup
     */
    public record Identity(
            @Allowed(
                            matches = "header|radius|fixed|lookup",
                            says = "a list of header, radius, fixed, lookup")
                    List<String> order,
            @Allowed(matches = IdentityProxySettings.HEADER, says = "a list of HTTP header names")
                    List<String> headers,
            List<Cidr> trustedProxies,
            List<IdentityProxySettings> proxies,
            RadiusSettings radius,
            List<FixedIdentitySettings> fixed,
            IdentityLookupSettings lookup) {

        public Identity {
            order = List.copyOf(order);
            headers = List.copyOf(headers);
            trustedProxies = List.copyOf(trustedProxies);
            proxies = List.copyOf(proxies);
            fixed = List.copyOf(fixed);
            Limits.check(
                    Identity.class, order, headers, trustedProxies, proxies, radius, fixed, lookup);
            if (headers.isEmpty()) {
                throw new IllegalArgumentException("headers: at least one is needed");
            }
            if (order.isEmpty() || Set.copyOf(order).size() != order.size()) {
                throw new IllegalArgumentException("order: each once, and at least one");
            }
        }

        /** By headers alone. */
        public Identity(List<String> headers, List<Cidr> trustedProxies) {
            this(
                    List.of("header"),
                    headers,
                    trustedProxies,
                    List.of(),
                    RadiusSettings.OFF,
                    List.of(),
                    IdentityLookupSettings.OFF);
        }
    }

    /** Section {@code mmsc.smpp}: the SMSC that carries our pushes, to which we bind as an ESME. */
    public record Smpp(
            Listen smsc,
            @Allowed(matches = "[!-~]{1,15}", says = "1 to 15 ASCII characters, no space")
                    String systemId,
            @Allowed(matches = ".+", says = "the name of a file") String passwordFile,
            // source_addr has 21 octets with its NUL (SMPP 3.4 §5.2.8)
            @Allowed(matches = "[!-~]{1,20}", says = "1 to 20 ASCII characters, no space")
                    String sourceAddress,
            @Allowed(min = "1", max = "10000") int window,
            @Allowed(min = "1ms", max = "10m") Duration reconnect,
            @Allowed(min = "1ms", max = "10m") Duration responseTimeout,
            ClientTlsSettings tls) {

        public Smpp {
            Limits.check(
                    Smpp.class,
                    smsc,
                    systemId,
                    passwordFile,
                    sourceAddress,
                    window,
                    reconnect,
                    responseTimeout,
                    tls);
        }
    }

    /** {@return what content locations start with, MM1 listening at {@code bound}} */
    public URI contentBase(Listen bound) {
        return URI.create(mm1.publicUrl.isEmpty() ? "http://" + bound : mm1.publicUrl);
    }
}

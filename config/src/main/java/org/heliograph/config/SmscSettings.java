// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Section {@code smsc}. */
public record SmscSettings(
        boolean enabled,
        @Allowed(matches = "\\+[0-9]{1,15}", says = "+ and 1 to 15 digits")
                String serviceCentreAddress,
        // TP-VP can say no more (3GPP TS 23.040 §9.2.3.12.1: 63 weeks)
        @Allowed(min = "1ms", max = "441d") Duration validityPeriod,
        @Allowed(min = "1ms", max = "441d") Duration finalStateRetention,
        @Allowed(min = "1", max = "10000000") int activeMessages,
        Store store,
        Retry retry,
        Smpp smpp,
        Sip sip,
        RoutingSettings routing,
        FirewallSettings firewall,
        PolicySettings policy) {

    public SmscSettings {
        Limits.check(
                SmscSettings.class,
                enabled,
                serviceCentreAddress,
                validityPeriod,
                finalStateRetention,
                activeMessages,
                store,
                retry,
                smpp,
                sip,
                routing,
                firewall,
                policy);
    }

    /** Without a routes file, a firewall and scripts. */
    public SmscSettings(
            boolean enabled,
            String serviceCentreAddress,
            Duration validityPeriod,
            Duration finalStateRetention,
            int activeMessages,
            Store store,
            Retry retry,
            Smpp smpp,
            Sip sip) {
        this(
                enabled,
                serviceCentreAddress,
                validityPeriod,
                finalStateRetention,
                activeMessages,
                store,
                retry,
                smpp,
                sip,
                RoutingSettings.NONE,
                FirewallSettings.OFF,
                PolicySettings.NONE);
    }

    /** Section {@code smsc.store}: the database that messages wait in. */
    public record Store(
            @Allowed(
                            matches = "|jdbc:postgresql://.+",
                            says = "nothing, or jdbc:postgresql://HOST:PORT/NAME")
                    String url,
            @Allowed(matches = ".*", says = "a name") String user,
            @Allowed(matches = ".*", says = "the name of a file") String passwordFile,
            @Allowed(matches = "synced|written", says = "synced or written") String durability) {

        /** In the data directory, and synced. */
        public static final Store EMBEDDED = new Store("", "", "", "synced");

        public Store {
            Limits.check(Store.class, url, user, passwordFile, durability);
        }

        /** {@return whether what was accepted has to survive a loss of power} */
        public boolean synced() {
            return durability.equals("synced");
        }

        /** {@return whether several nodes may share it} */
        public boolean shared() {
            return !url.isEmpty();
        }

        /**
         * {@return the database, opened; one of a server may be away}
         *
         * @param dataDirectory exists
         */
        public SqlDatabase open(Path dataDirectory) throws ConfigException {
            return shared()
                    ? PostgresDatabase.of(this, dataDirectory)
                    : EmbeddedDatabase.open(dataDirectory, "smsc", synced());
        }
    }

    /** Section {@code smsc.retry}: the waits between attempts, by what the last one ended in. */
    public record Retry(
            Waits congestion,
            Waits temporary,
            Waits absent,
            @Allowed(min = "0", max = "90") int jitterPercent) {

        public Retry {
            Limits.check(Retry.class, congestion, temporary, absent, jitterPercent);
        }
    }

    /** A section of {@code smsc.retry}. */
    public record Waits(
            @Allowed(min = "1ms", max = "1d") Duration first,
            @Allowed(min = "1ms", max = "7d") Duration longest,
            @Allowed(min = "1", max = "10") int factor) {

        public Waits {
            Limits.check(Waits.class, first, longest, factor);
            if (first.compareTo(longest) > 0) {
                throw new IllegalArgumentException("first is longer than longest");
            }
        }
    }

    /** Section {@code smsc.smpp}: the SMPP server. */
    public record Smpp(
            Listen listen,
            @Allowed(min = "256B", max = "16MiB") int maxPduOctets,
            @Allowed(min = "1ms", max = "10m") Duration responseTimeout,
            @Allowed(min = "1ms", max = "1h") Duration enquireLinkInterval,
            @Allowed(min = "1ms", max = "10m") Duration sessionInitTimeout,
            @Allowed(min = "1", max = "100000") int maxSessions,
            @Allowed(min = "1", max = "10000") int deliverWindow,
            Tls tls,
            List<Account> accounts,
            List<UpstreamSettings> upstreams) {

        /** A server that binds to nobody else, without TLS. */
        public Smpp(
                Listen listen,
                int maxPduOctets,
                Duration responseTimeout,
                Duration enquireLinkInterval,
                Duration sessionInitTimeout,
                int maxSessions,
                int deliverWindow,
                List<Account> accounts) {
            this(
                    listen,
                    maxPduOctets,
                    responseTimeout,
                    enquireLinkInterval,
                    sessionInitTimeout,
                    maxSessions,
                    deliverWindow,
                    accounts,
                    List.of());
        }

        /** Without TLS. */
        public Smpp(
                Listen listen,
                int maxPduOctets,
                Duration responseTimeout,
                Duration enquireLinkInterval,
                Duration sessionInitTimeout,
                int maxSessions,
                int deliverWindow,
                List<Account> accounts,
                List<UpstreamSettings> upstreams) {
            this(
                    listen,
                    maxPduOctets,
                    responseTimeout,
                    enquireLinkInterval,
                    sessionInitTimeout,
                    maxSessions,
                    deliverWindow,
                    Tls.OFF,
                    accounts,
                    upstreams);
        }

        public Smpp {
            accounts = List.copyOf(accounts);
            upstreams = List.copyOf(upstreams);
            Limits.check(
                    Smpp.class,
                    listen,
                    maxPduOctets,
                    responseTimeout,
                    enquireLinkInterval,
                    sessionInitTimeout,
                    maxSessions,
                    deliverWindow,
                    tls,
                    accounts,
                    upstreams);
            checkUpstreams(upstreams);
            Set<String> systemIds = new HashSet<>();
            Set<String> owned = new HashSet<>();
            for (Account account : accounts) {
                if (!systemIds.add(account.systemId)) {
                    throw new IllegalArgumentException(
                            "accounts: two have the systemId " + account.systemId);
                }
                for (String shortCode : account.shortCodes) {
                    if (!owned.add(shortCode)) {
                        throw new IllegalArgumentException(
                                "accounts: the short code " + shortCode + " has two owners");
                    }
                }
            }
        }
    }

    /**
     * Section {@code smsc.smpp.tls}: SMPP over TLS, on a port of its own.
     *
     * @param clientCaFile whose certificates clients must show; empty: they show none
     */
    public record Tls(
            boolean enabled,
            Listen listen,
            @Allowed(matches = ".+", says = "the name of a file") String certificateFile,
            @Allowed(matches = ".+", says = "the name of a file") String keyFile,
            boolean selfSigned,
            @Allowed(matches = ".*", says = "the name of a file, or nothing") String clientCaFile) {
        static final Tls OFF =
                new Tls(false, new Listen("127.0.0.1", 0), "none", "none", false, "");

        public Tls {
            Limits.check(
                    Tls.class, enabled, listen, certificateFile, keyFile, selfSigned, clientCaFile);
        }
    }

    private static void checkUpstreams(List<UpstreamSettings> upstreams) {
        Set<String> names = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        for (UpstreamSettings upstream : upstreams) {
            if (!names.add(upstream.name())) {
                throw new IllegalArgumentException(
                        "upstreams: two have the name " + upstream.name());
            }
            for (String prefix : upstream.prefixes()) {
                if (upstream.enabled() && !prefixes.add(prefix)) {
                    throw new IllegalArgumentException(
                            "upstreams: the prefix " + prefix + " leads to two");
                }
            }
        }
    }

    /**
     * An entry of {@code smsc.smpp.accounts}: an ESME that may bind.
     *
     * @param addresses it may send from, beside its short codes: numbers and names, or what they
     *     begin with and a star; none: any
     * @param networks it may bind from; none: any
     * @param throughput messages a second over all its binds; 0: no bound
     * @param deliverWindow as {@link Smpp#deliverWindow}; 0: that one
     * @param certificates one of which it must show to bind, as {@link ServerTls#names} reads them;
     *     none: it need not
     * @param outbind where it listens for us to connect when something waits for it; none: nowhere
     * @param outbindPasswordFile with what we say there; empty: nothing
     */
    public record Account(
            // system_id has 16 octets with its NUL (SMPP 3.4 §5.2.1)
            @Allowed(matches = "[!-~]{1,15}", says = "1 to 15 ASCII characters, no space")
                    String systemId,
            @Allowed(matches = ".+", says = "the name of a file") String passwordFile,
            @Allowed(matches = "[0-9]{1,20}", says = "a list of numbers, 1 to 20 digits each")
                    List<String> shortCodes,
            @Absent("[]")
                    @Allowed(
                            matches = "\\+?[^*+]{0,20}\\*?",
                            says = "a list of numbers, names, and beginnings such as 4477*")
                    List<String> addresses,
            @Absent("[]") List<Cidr> networks,
            @Absent("[transmitter, receiver, transceiver]")
                    @Allowed(
                            matches = "transmitter|receiver|transceiver",
                            says = "a list of transmitter, receiver and transceiver")
                    List<String> bindTypes,
            @Absent("1000") @Allowed(min = "1", max = "100000") int maxBinds,
            @Absent("100") @Allowed(min = "1", max = "100") int window,
            @Absent("0") @Allowed(min = "0", max = "1000000") int throughput,
            @Absent("gsm7")
                    @Allowed(
                            matches = "gsm7|latin1|ascii|utf8",
                            says = "gsm7, latin1, ascii or utf8")
                    String dataCoding0,
            @Absent("0") @Allowed(min = "0", max = "10000") int deliverWindow,
            @Absent("[]")
                    @Allowed(
                            matches = ServerTls.FINGERPRINT + "|[A-Za-z].*=.*",
                            says = "a list of fingerprints and subjects")
                    List<String> certificates,
            @Absent("[]") @Allowed(matches = ".+", says = "a list of host:port")
                    List<Listen> outbind,
            @Absent("") @Allowed(matches = ".*", says = "the name of a file, or nothing")
                    String outbindPasswordFile) {

        public Account {
            outbind = List.copyOf(outbind);
            certificates = List.copyOf(certificates);
            shortCodes = List.copyOf(shortCodes);
            addresses = List.copyOf(addresses);
            networks = List.copyOf(networks);
            bindTypes = List.copyOf(bindTypes);
            Limits.check(
                    Account.class,
                    systemId,
                    passwordFile,
                    shortCodes,
                    addresses,
                    networks,
                    bindTypes,
                    maxBinds,
                    window,
                    throughput,
                    dataCoding0,
                    deliverWindow,
                    certificates,
                    outbind,
                    outbindPasswordFile);
            certificates.stream()
                    .filter(name -> !name.matches(ServerTls.FINGERPRINT))
                    .forEach(X500Principal::new); // throws what says that it is none
        }

        /** An account of which nothing else is said. */
        public Account(String systemId, String passwordFile, List<String> shortCodes) {
            this(
                    systemId,
                    passwordFile,
                    shortCodes,
                    List.of(),
                    List.of(),
                    List.of("transmitter", "receiver", "transceiver"),
                    1000,
                    100,
                    0,
                    "gsm7",
                    0,
                    List.of(),
                    List.of(),
                    "");
        }
    }

    /** Section {@code smsc.sip}: SMS over IP. */
    public record Sip(
            Listen listen,
            @Allowed(matches = Limits.HOST, says = "a host name") String domain,
            List<Cidr> registerFrom,
            @Allowed(min = "1", max = "10000000") int maxRegistrations,
            @Allowed(min = "1ms", max = "30d") Duration expires,
            @Allowed(min = "1ms", max = "10m") Duration reportTimeout,
            @Allowed(min = "512B", max = "1MiB") int maxMessageOctets,
            MoSettings mo,
            SipTransportSettings transport,
            List<SipNetworkSettings> networks,
            List<SipDeviceSettings> devices,
            SipRegistrationSettings registration) {

        /** Whoever may register without credentials may say who sends. */
        public Sip(
                Listen listen,
                String domain,
                List<Cidr> registerFrom,
                int maxRegistrations,
                Duration expires,
                Duration reportTimeout,
                int maxMessageOctets) {
            this(
                    listen,
                    domain,
                    registerFrom,
                    maxRegistrations,
                    expires,
                    reportTimeout,
                    maxMessageOctets,
                    MoSettings.believing(registerFrom));
        }

        /** One network, which does as the standard says. */
        public Sip(
                Listen listen,
                String domain,
                List<Cidr> registerFrom,
                int maxRegistrations,
                Duration expires,
                Duration reportTimeout,
                int maxMessageOctets,
                MoSettings mo) {
            this(
                    listen,
                    domain,
                    registerFrom,
                    maxRegistrations,
                    expires,
                    reportTimeout,
                    maxMessageOctets,
                    mo,
                    SipTransportSettings.DEFAULT,
                    List.of(),
                    List.of(),
                    SipRegistrationSettings.by(registerFrom));
        }

        public Sip {
            registerFrom = List.copyOf(registerFrom);
            networks = List.copyOf(networks);
            devices = List.copyOf(devices);
            Limits.check(
                    Sip.class,
                    listen,
                    domain,
                    registerFrom,
                    maxRegistrations,
                    expires,
                    reportTimeout,
                    maxMessageOctets,
                    mo,
                    transport,
                    networks,
                    devices,
                    registration);
        }
    }
}

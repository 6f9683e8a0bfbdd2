// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Where a SIP URI leads (RFC 3263 §4): by NAPTR and SRV where it has no port, by address where it
 * has one, and without asking anybody where it has an address.
 */
final class SipLocator {
    /** More than anybody waits for, one after the other. */
    private static final int MOST_HOPS = 8;

    private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** The two kinds of addresses, in the order to try them (RFC 6724 §2.1). */
    enum Family {
        IPV6,
        IPV4;

        static Family of(InetAddress address) {
            return address instanceof Inet6Address ? IPV6 : IPV4;
        }
    }

    private final Dns dns;
    private final Set<Hop.Transport> spoken;
    private final Set<Family> families;
    private final RandomGenerator random;

    /**
     * @param tls whether we can connect by TLS
     * @param families of the addresses that we can send from
     * @param random chooses among SRV records of the same priority
     */
    SipLocator(Dns dns, boolean tls, Set<Family> families, RandomGenerator random) {
        this.dns = dns;
        this.spoken =
                tls
                        ? EnumSet.allOf(Hop.Transport.class)
                        : EnumSet.of(Hop.Transport.UDP, Hop.Transport.TCP);
        this.families = Set.copyOf(families);
        this.random = random;
    }

    /** {@return the places to try, in that order; none if there is no way} Blocks for DNS. */
    List<Hop> locate(NextHop uri) throws InterruptedException {
        Optional<Hop.Transport> asked =
                switch (uri.transport()) {
                    case "", "udp" -> Optional.of(Hop.Transport.UDP);
                    case "tcp" -> Optional.of(Hop.Transport.TCP);
                    case "tls" -> Optional.of(Hop.Transport.TLS);
                    default -> Optional.empty(); // sctp, ws
                };
        if (asked.isEmpty() || !spoken.contains(asked.get())) {
            return List.of();
        }
        Optional<InetAddress> address = literal(uri.host());
        List<Hop> found = new ArrayList<>();
        if (address.isPresent()) {
            int port = uri.port() == 0 ? asked.get().port() : uri.port();
            add(found, asked.get(), address.get(), port, uri.host());
        } else if (uri.port() != 0) {
            addHost(found, asked.get(), uri.host(), uri.port(), uri.host());
        } else {
            addServices(found, uri, asked.get());
            if (found.isEmpty()) {
                addHost(found, asked.get(), uri.host(), asked.get().port(), uri.host());
            }
        }
        return found.subList(0, Math.min(MOST_HOPS, found.size()));
    }

    /** §4.1 and §4.2, where there is no port. */
    private void addServices(List<Hop> found, NextHop uri, Hop.Transport asked)
            throws InterruptedException {
        if (!uri.transport().isEmpty() && asked != Hop.Transport.TLS) {
            addService(found, asked, service(asked) + uri.host(), uri.host());
            return;
        }
        List<Dns.Pointer> pointers = new ArrayList<>(dns.pointers(uri.host()));
        pointers.sort(
                Comparator.comparingInt(Dns.Pointer::order)
                        .thenComparingInt(Dns.Pointer::preference));
        for (Dns.Pointer pointer : pointers) {
            Optional<Hop.Transport> transport = transport(pointer);
            if (transport.isPresent()
                    && (uri.transport().isEmpty() || transport.get() == asked)
                    && found.size() < MOST_HOPS) {
                addService(found, transport.get(), pointer.replacement(), uri.host());
            }
        }
        if (!found.isEmpty()) {
            return;
        }
        List<Hop.Transport> tried =
                uri.transport().isEmpty()
                        ? List.of(Hop.Transport.UDP, Hop.Transport.TCP)
                        : List.of(asked);
        for (Hop.Transport transport : tried) {
            addService(found, transport, service(transport) + uri.host(), uri.host());
        }
    }

    private Optional<Hop.Transport> transport(Dns.Pointer pointer) {
        if (!pointer.flags().equalsIgnoreCase("s")) {
            return Optional.empty();
        }
        Optional<Hop.Transport> transport =
                switch (pointer.service().toUpperCase(Locale.ROOT)) {
                    case "SIP+D2U" -> Optional.of(Hop.Transport.UDP);
                    case "SIP+D2T" -> Optional.of(Hop.Transport.TCP);
                    case "SIPS+D2T" -> Optional.of(Hop.Transport.TLS);
                    default -> Optional.empty();
                };
        return transport.filter(spoken::contains);
    }

    private static String service(Hop.Transport transport) {
        return switch (transport) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
        };
    }

    private void addService(List<Hop> found, Hop.Transport transport, String service, String name)
            throws InterruptedException {
        for (Dns.Service one : ordered(dns.services(service))) {
            if (found.size() < MOST_HOPS) {
                addHost(found, transport, one.target(), one.port(), name);
            }
        }
    }

    /** RFC 2782: by priority, and within one at random, in proportion to the weights. */
    private List<Dns.Service> ordered(List<Dns.Service> services) {
        List<Dns.Service> left = new ArrayList<>(services);
        left.sort(
                Comparator.comparingInt(Dns.Service::priority)
                        .thenComparingInt(Dns.Service::weight));
        List<Dns.Service> ordered = new ArrayList<>();
        while (!left.isEmpty() && ordered.size() < MOST_HOPS) {
            int priority = left.getFirst().priority();
            List<Dns.Service> equals = left.stream().filter(s -> s.priority() == priority).toList();
            long sum = equals.stream().mapToLong(Dns.Service::weight).sum();
            long drawn = random.nextLong(sum + 1);
            Dns.Service chosen = equals.getLast();
            for (Dns.Service one : equals) {
                drawn -= one.weight();
                if (drawn <= 0) {
                    chosen = one;
                    break;
                }
            }
            ordered.add(chosen);
            left.remove(chosen);
        }
        return ordered;
    }

    private void addHost(
            List<Hop> found, Hop.Transport transport, String host, int port, String name)
            throws InterruptedException {
        Optional<InetAddress> address = literal(host); // no SRV record should, but some do
        if (address.isPresent()) {
            add(found, transport, address.get(), port, name);
            return;
        }
        for (Family family : Family.values()) {
            if (families.contains(family)) {
                for (InetAddress one : dns.addresses(host, family)) {
                    add(found, transport, one, port, name);
                }
            }
        }
    }

    private void add(
            List<Hop> found, Hop.Transport transport, InetAddress address, int port, String name) {
        if (port > 0 && port <= 65_535 && families.contains(Family.of(address))) {
            String proved = transport == Hop.Transport.TLS ? name : "";
            Hop hop = new Hop(transport, new InetSocketAddress(address, port), proved);
            if (!found.contains(hop)) {
                found.add(hop);
            }
        }
    }

    /** {@return the address that a host part is, IPv6 without brackets} */
    private static Optional<InetAddress> literal(String host) {
        try {
            return host.indexOf(':') >= 0 || NUMERIC.matcher(host).matches()
                    ? Optional.of(InetAddress.ofLiteral(host))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

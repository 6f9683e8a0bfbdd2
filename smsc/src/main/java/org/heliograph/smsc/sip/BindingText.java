// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bindings as text, to be kept: a line for each part, which begins with a letter for what it is.
 * SIP has no line ends inside values. Unknown lines are of a later release, and passed over.
 */
final class BindingText {
    private BindingText() {}

    /**
     * @param at which of our addresses it was registered at
     */
    static String write(Binding binding, String at) {
        StringBuilder text = new StringBuilder(300);
        line(text, 'k', binding.kind().name());
        line(text, 'u', binding.requestUri());
        binding.route().forEach(uri -> line(text, 'r', uri));
        line(
                text,
                'n',
                binding.nextHop().port()
                        + " "
                        + binding.nextHop().transport()
                        + " "
                        + binding.nextHop().host());
        line(
                text,
                's',
                binding.source().transport()
                        + " "
                        + binding.source().address().getPort()
                        + " "
                        + plain(binding.source().host()));
        line(text, 'i', binding.instance());
        binding.identities().forEach(uri -> line(text, 'p', uri));
        if (binding.traits().speaks() != Traits.Speaks.UNKNOWN) {
            line(text, 'f', binding.traits().speaks().name());
        }
        if (!binding.traits().userAgent().isEmpty()) {
            line(text, 'g', binding.traits().userAgent());
        }
        for (Devices.Device device : binding.devices().all()) {
            line(text, 'd', device.until().toEpochMilli() + " " + device.name());
        }
        line(text, 'c', binding.callId());
        line(text, 'q', Long.toString(binding.sequence()));
        line(text, 'a', at);
        return text.toString();
    }

    private static void line(StringBuilder text, char name, String value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    private static String plain(InetAddress address) {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        return scope < 0 ? host : host.substring(0, scope);
    }

    /** A binding, and which of our addresses it was registered at. */
    record Read(Binding binding, String at) {}

    /** {@return nothing if {@code text} is none of ours} */
    static Optional<Read> read(String text, Instant expiresAt) {
        try {
            NextHop nextHop = nextHop(value(text, 'n'));
            Binding binding =
                    new Binding(
                            Binding.Kind.valueOf(value(text, 'k')),
                            value(text, 'u'),
                            values(text, 'r'),
                            nextHop,
                            source(value(text, 's')),
                            value(text, 'i'),
                            values(text, 'p'),
                            traits(text),
                            devices(text),
                            value(text, 'c'),
                            Long.parseLong(value(text, 'q')),
                            expiresAt);
            return Optional.of(new Read(binding, value(text, 'a')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String value(String text, char name) {
        List<String> values = values(text, name);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no line " + name);
        }
        return values.getFirst();
    }

    private static List<String> values(String text, char name) {
        List<String> values = new ArrayList<>(1);
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            if (end - start >= 2 && text.charAt(start) == name) {
                values.add(text.substring(start + 2, end));
            }
            start = end + 1;
        }
        return values;
    }

    /** Earlier releases kept none. */
    private static Traits traits(String text) {
        List<String> speaks = values(text, 'f');
        List<String> userAgent = values(text, 'g');
        return new Traits(
                speaks.isEmpty() ? Traits.Speaks.UNKNOWN : Traits.Speaks.valueOf(speaks.getFirst()),
                userAgent.isEmpty() ? "" : userAgent.getFirst());
    }

    private static Devices devices(String text) {
        List<Devices.Device> devices = new ArrayList<>();
        for (String line : values(text, 'd')) {
            int space = line.indexOf(' ');
            Instant until = Instant.ofEpochMilli(Long.parseLong(line, 0, Math.max(0, space), 10));
            devices.add(new Devices.Device(line.substring(space + 1), until));
        }
        return Devices.of(devices);
    }

    private static NextHop nextHop(String value) {
        String[] parts = three(value);
        return new NextHop(parts[2], Integer.parseInt(parts[0]), parts[1]);
    }

    private static Hop source(String value) {
        String[] parts = three(value);
        return new Hop(
                Hop.Transport.valueOf(parts[0]),
                new InetSocketAddress(InetAddress.ofLiteral(parts[2]), Integer.parseInt(parts[1])));
    }

    private static String[] three(String value) {
        String[] parts = value.split(" ", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("three parts");
        }
        return parts;
    }
}

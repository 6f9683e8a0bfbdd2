// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.heliograph.config.Cidr;
import org.heliograph.config.MmscSettings;
import org.heliograph.subscribers.IdentitySource.Call;
import org.jspecify.annotations.Nullable;

/**
 * Tells which subscriber an HTTP request on MM1 belongs to. Sources are asked in the operator's
 * order; the first that knows tells, those that need not ask others have to agree, and the
 * directory has to let the subscriber in.
 */
public final class CallerIdentity {
    private static final String SERVICE = "mms";

    /** Who called, or why nobody can tell. */
    public sealed interface Answer {
        record Known(Msisdn msisdn) implements Answer {}

        /**
         * @param code stable, for the log, in docs/log-codes.md
         * @param reason for the log; holds nothing of what a peer wrote
         */
        record Unknown(String code, String reason) implements Answer {}
    }

    private final List<IdentitySource> sources;
    private final List<Gateway> gateways;
    private final Subscribers subscribers;

    /**
     * @param sources at least one, in the order in which they are asked
     */
    public CallerIdentity(
            List<IdentitySource> sources, MmscSettings.Identity settings, Subscribers subscribers) {
        this.sources = List.copyOf(sources);
        this.gateways = Gateway.of(settings);
        this.subscribers = subscribers;
    }

    /**
     * @param remote who sent the request: the packet gateway, the handset, or somebody who wants to
     *     be taken for one
     * @param header gives a header's value, or null; values of a repeated header joined by commas
     *     (RFC 9110 §5.3)
     */
    public Answer of(InetAddress remote, Function<String, @Nullable String> header) {
        Optional<Gateway> gateway =
                gateways.stream().filter(one -> one.contains(remote)).findFirst();
        InetAddress handset = remote;
        if (gateway.isPresent() && gateway.get().addressHeader().isPresent()) {
            String name = gateway.get().addressHeader().get();
            String said = header.apply(name);
            if (said != null) {
                Optional<InetAddress> address = address(said.strip());
                if (address.isEmpty()) {
                    return new Answer.Unknown("bad-identity", name + " is not one address");
                }
                handset = address.get();
            }
        }
        return asked(new Call(remote, gateway, handset, header));
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return text.indexOf('/') < 0 ? Optional.of(Cidr.of(text).network()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Answer asked(Call call) {
        Optional<Msisdn> caller = Optional.empty();
        String teller = "";
        List<IdentitySource.Answer.Silent> silent = new ArrayList<>();
        for (IdentitySource source : sources) {
            if (caller.isPresent() && source.asksOthers()) {
                continue;
            }
            switch (source.of(call)) {
                case IdentitySource.Answer.Known(Msisdn said) -> {
                    if (caller.isPresent() && !caller.get().equals(said)) {
                        return new Answer.Unknown(
                                "identity-contradiction",
                                source.name() + " names another subscriber than " + teller);
                    }
                    teller = caller.isPresent() ? teller : source.name();
                    caller = Optional.of(said);
                }
                case IdentitySource.Answer.Silent nothing -> silent.add(nothing);
                case IdentitySource.Answer.Refused(String code, String reason) -> {
                    return new Answer.Unknown(code, reason);
                }
            }
        }
        return caller.map(this::admitted)
                .orElseGet(
                        () ->
                                new Answer.Unknown(
                                        silent.getFirst().code(),
                                        String.join(
                                                "; ",
                                                silent.stream()
                                                        .map(IdentitySource.Answer.Silent::reason)
                                                        .toList())));
    }

    private Answer admitted(Msisdn caller) {
        return switch (subscribers.standing(caller, SERVICE)) {
            case SERVED -> new Answer.Known(caller);
            case BARRED -> new Answer.Unknown("barred", caller.masked() + " is barred");
            case WITHOUT_SERVICE ->
                    new Answer.Unknown(
                            "not-provisioned", caller.masked() + " has no service " + SERVICE);
            case UNKNOWN ->
                    new Answer.Unknown("not-listed", caller.masked() + " is not in the directory");
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What many bindings have in common, once in memory: there are few S-CSCFs, each with many
 * subscribers, and few makes of devices.
 */
final class Interned {
    /** Far above the S-CSCFs and makes of a network; what comes beyond is not shared. */
    private static final int MOST = 1_000;

    private final Map<List<String>, List<String>> routes = new ConcurrentHashMap<>();
    private final Map<NextHop, NextHop> nextHops = new ConcurrentHashMap<>();
    private final Map<Hop, Hop> sources = new ConcurrentHashMap<>();
    private final Map<Traits, Traits> traits = new ConcurrentHashMap<>();

    /** {@return the same with what is known already} */
    Binding sharing(Binding binding) {
        return binding.kind() == Binding.Kind.SCSCF
                ? new Binding(
                        binding.kind(),
                        binding.requestUri(),
                        one(routes, binding.route()),
                        one(nextHops, binding.nextHop()),
                        one(sources, binding.source()),
                        binding.instance(),
                        binding.identities(),
                        one(traits, binding.traits()),
                        binding.devices(),
                        binding.callId(),
                        binding.sequence(),
                        binding.expiresAt())
                : binding.with(one(traits, binding.traits()));
    }

    private static <T> T one(Map<T, T> known, T value) {
        T first = known.get(value);
        if (first != null) {
            return first;
        }
        if (known.size() < MOST) {
            known.putIfAbsent(value, value);
        }
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.heliograph.config.DeviceProfile;
import org.heliograph.config.DeviceTable;
import org.heliograph.subscribers.Msisdn;

/** Finds the profile of a handset in the device table. */
public final class DeviceProfiles {
    private final List<DeviceProfile> table;
    private final List<Rule> byProfileUrl;
    private final List<Rule> byUserAgent;
    private final DeviceProfile standard;
    private final Function<Msisdn, Optional<String>> directory;

    /** A pattern in lower case, cut at its asterisks. */
    private record Rule(List<String> pieces, DeviceProfile profile) {
        boolean fits(String text) {
            String first = pieces.getFirst();
            String last = pieces.getLast();
            if (pieces.size() == 1) {
                return text.equals(first);
            }
            int end = text.length() - last.length();
            if (!text.startsWith(first) || !text.endsWith(last) || end < first.length()) {
                return false;
            }
            int at = first.length();
            for (String piece : pieces.subList(1, pieces.size() - 1)) {
                int found = text.indexOf(piece, at);
                if (found < 0 || found + piece.length() > end) {
                    return false;
                }
                at = found + piece.length();
            }
            return true;
        }
    }

    /**
     * @param directory has the name of a subscriber's profile
     */
    public DeviceProfiles(DeviceTable devices, Function<Msisdn, Optional<String>> directory) {
        this.table = devices.devices();
        this.directory = directory;
        this.byProfileUrl = rules(table, DeviceProfile::profileUrls);
        this.byUserAgent = rules(table, DeviceProfile::userAgents);
        this.standard =
                named(DeviceTable.STANDARD)
                        .orElseThrow(() -> new IllegalArgumentException("no default profile"));
    }

    private static List<Rule> rules(
            List<DeviceProfile> table, Function<DeviceProfile, List<String>> patterns) {
        List<Rule> rules = new ArrayList<>();
        for (DeviceProfile profile : table) {
            for (String pattern : patterns.apply(profile)) {
                String[] pieces = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
                rules.add(new Rule(List.of(pieces), profile));
            }
        }
        return List.copyOf(rules);
    }

    /**
     * {@return the profile that the request itself points to: by its UAProf URL, or else by its
     * User-Agent; or else that of {@link #of(Msisdn)}}
     */
    public DeviceProfile of(Device device, Msisdn subscriber) {
        return match(byProfileUrl, device.profileUrl())
                .or(() -> match(byUserAgent, device.userAgent()))
                .orElseGet(() -> of(subscriber));
    }

    /** {@return the one that the directory names, or else the default} */
    public DeviceProfile of(Msisdn subscriber) {
        return directory.apply(subscriber).flatMap(this::named).orElse(standard);
    }

    private Optional<DeviceProfile> named(String name) {
        return table.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    private static Optional<DeviceProfile> match(List<Rule> rules, String said) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        String text = said.toLowerCase(Locale.ROOT);
        return rules.stream().filter(rule -> rule.fits(text)).map(Rule::profile).findFirst();
    }
}

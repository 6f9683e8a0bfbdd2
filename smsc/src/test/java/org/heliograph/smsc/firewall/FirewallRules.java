// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Duration;
import java.util.List;
import org.heliograph.config.FirewallSettings;

/** Firewalls of tests, where the account {@code other} is the trusted one. */
public final class FirewallRules {
    private static final List<String> TRUSTED = List.of("esme:other");

    /** Messages that are held, if they are. */
    public static final int MOST_HELD = 5;

    private FirewallRules() {}

    /** Every rule, as an operator sets it who has all. */
    public static FirewallSettings all() {
        return with("refuse", List.of(flash(3)));
    }

    /** Every rule, doing so. */
    public static FirewallSettings with(String action, List<FirewallSettings.Limit> limits) {
        var rule = new FirewallSettings.Rule(action, TRUSTED);
        return new FirewallSettings(
                true,
                new FirewallSettings.Push(
                        action,
                        TRUSTED,
                        List.of("2948", "2949", "9200-9203"),
                        List.of("http://mms.example/")),
                rule,
                rule,
                rule,
                new FirewallSettings.OwnNumbers(
                        action, TRUSTED, List.of("4477009*", "447711000000-447711000999")),
                new FirewallSettings.SenderNames(
                        action, true, List.of(new FirewallSettings.SenderName("MyBank", TRUSTED))),
                limits,
                FirewallSettings.Redis.NONE,
                new FirewallSettings.Quarantine(MOST_HELD, Duration.ofDays(7)));
    }

    /** So many of class 0 to each. */
    public static FirewallSettings.Limit flash(int most) {
        return limit("flash", "flash", "destination", most);
    }

    public static FirewallSettings.Limit limit(String name, String content, String by, int most) {
        return new FirewallSettings.Limit(
                name, content, by, List.of("*"), TRUSTED, most, Duration.ofDays(31), "refuse");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/** Section {@code smsc.firewall}: what is not accepted, though it is well formed. */
public record FirewallSettings(
        boolean enabled,
        Push push,
        Rule simData,
        Rule silent,
        Rule voiceMail,
        OwnNumbers ownNumbers,
        SenderNames senderNames,
        List<Limit> limits,
        Redis redis,
        Quarantine quarantine) {

    /** Lets everything pass. */
    public static final FirewallSettings OFF =
            new FirewallSettings(
                    false,
                    new Push("off", List.of(), List.of(), List.of()),
                    Rule.OFF,
                    Rule.OFF,
                    Rule.OFF,
                    new OwnNumbers("off", List.of(), List.of()),
                    new SenderNames("off", true, List.of()),
                    List.of(),
                    Redis.NONE,
                    new Quarantine(0, Duration.ofDays(1)));

    public FirewallSettings {
        limits = List.copyOf(limits);
        Limits.check(
                FirewallSettings.class,
                enabled,
                push,
                simData,
                silent,
                voiceMail,
                ownNumbers,
                senderNames,
                limits,
                redis,
                quarantine);
        if (limits.stream().map(Limit::name).distinct().count() < limits.size()) {
            throw new IllegalArgumentException("limits: two have the same name");
        }
    }

    /**
     * A rule about one kind of content.
     *
     * @param allow who may send it all the same
     */
    public record Rule(
            @Allowed(matches = Limits.ACTION, says = Limits.ACTION_SAYS) String action,
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> allow) {
        static final Rule OFF = new Rule("off", List.of());

        public Rule {
            allow = List.copyOf(allow);
            Limits.check(Rule.class, action, allow);
        }
    }

    /**
     * Section {@code smsc.firewall.push}.
     *
     * @param ports destination ports that make a push of a message, or ranges of them
     * @param contentLocations beginnings of URLs that a notification may name, whoever sends it
     */
    public record Push(
            @Allowed(matches = Limits.ACTION, says = Limits.ACTION_SAYS) String action,
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> allow,
            @Allowed(matches = "[0-9]{1,5}(-[0-9]{1,5})?", says = "a list such as 2948, 9200-9203")
                    List<String> ports,
            @Allowed(matches = "https?://[!-~]+", says = "a list of beginnings of http: URLs")
                    List<String> contentLocations) {

        public Push {
            allow = List.copyOf(allow);
            ports = List.copyOf(ports);
            contentLocations = List.copyOf(contentLocations);
            Limits.check(Push.class, action, allow, ports, contentLocations);
        }
    }

    /** Section {@code smsc.firewall.ownNumbers}. */
    public record OwnNumbers(
            @Allowed(matches = Limits.ACTION, says = Limits.ACTION_SAYS) String action,
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> allow,
            @Allowed(
                            matches = "[0-9]{1,15}\\*?|[0-9]{1,15}-[0-9]{1,15}",
                            says = "a list such as 4477009*, 447700900000-447700900999")
                    List<String> numbers) {

        public OwnNumbers {
            allow = List.copyOf(allow);
            numbers = List.copyOf(numbers);
            Limits.check(OwnNumbers.class, action, allow, numbers);
        }
    }

    /**
     * Section {@code smsc.firewall.senderNames}.
     *
     * @param others whether names that are in no entry may be used
     */
    public record SenderNames(
            @Allowed(matches = Limits.ACTION, says = Limits.ACTION_SAYS) String action,
            boolean others,
            List<SenderName> names) {

        public SenderNames {
            names = List.copyOf(names);
            Limits.check(SenderNames.class, action, others, names);
        }
    }

    /**
     * An entry of {@code smsc.firewall.senderNames.names}.
     *
     * @param sources who may use it, and whatever looks like it
     */
    public record SenderName(
            @Allowed(matches = ".{1,11}", says = "1 to 11 characters") String name,
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> sources) {

        public SenderName {
            sources = List.copyOf(sources);
            Limits.check(SenderName.class, name, sources);
        }
    }

    /**
     * An entry of {@code smsc.firewall.limits}.
     *
     * @param content what counts
     * @param by for whom it is counted
     * @param sources whose messages count
     * @param allow whose do not
     */
    public record Limit(
            @Allowed(matches = "[a-z0-9-]{1,20}", says = "1 to 20 of a to z, 0 to 9 and -")
                    String name,
            @Absent("any") @Allowed(matches = "any|flash", says = "any or flash") String content,
            @Allowed(matches = "source|destination|repeat", says = "source, destination or repeat")
                    String by,
            @Absent("[*]") @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS)
                    List<String> sources,
            @Absent("[]") @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS)
                    List<String> allow,
            @Allowed(min = "0", max = "100000000") int most,
            @Allowed(min = "1s", max = "31d") Duration per,
            @Absent("refuse") @Allowed(matches = Limits.ACTION, says = Limits.ACTION_SAYS)
                    String action) {

        public Limit {
            sources = List.copyOf(sources);
            allow = List.copyOf(allow);
            Limits.check(Limit.class, name, content, by, sources, allow, most, per, action);
        }
    }

    /**
     * Section {@code smsc.firewall.redis}: where nodes count together.
     *
     * @param address empty: each counts for itself
     * @param user empty: Redis' own default
     * @param passwordFile empty: none
     * @param timeout of a connection and of an answer
     */
    public record Redis(
            @Allowed(matches = "|.+:[0-9]{1,5}", says = "host:port, or nothing") String address,
            @Allowed(matches = "[!-~]{0,100}", says = "a name, or nothing") String user,
            @Allowed(matches = ".*", says = "the name of a file, or nothing") String passwordFile,
            @Allowed(min = "1ms", max = "5s") Duration timeout,
            @Absent("{}") ClientTlsSettings tls) {

        /** Each node counts for itself. */
        public static final Redis NONE =
                new Redis("", "", "", Duration.ofMillis(100), ClientTlsSettings.OFF);

        public Redis {
            Limits.check(Redis.class, address, user, passwordFile, timeout, tls);
        }
    }

    /**
     * Section {@code smsc.firewall.quarantine}.
     *
     * @param most messages held; 0: none, what would be is refused
     * @param keep how long, before they are deleted
     */
    public record Quarantine(
            @Allowed(min = "0", max = "10000000") int most,
            @Allowed(min = "1m", max = "441d") Duration keep) {

        public Quarantine {
            Limits.check(Quarantine.class, most, keep);
        }
    }
}

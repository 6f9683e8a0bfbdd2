// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.FirewallSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.SourcePattern;

/** At most so many messages in a window of time, for each of those that are counted apart. */
final class Limit {
    private final FirewallSettings.Limit settings;
    private final List<SourcePattern> sources;
    private final List<SourcePattern> allow;

    Limit(FirewallSettings.Limit settings) {
        this.settings = settings;
        this.sources = settings.sources().stream().map(SourcePattern::of).toList();
        this.allow = settings.allow().stream().map(SourcePattern::of).toList();
    }

    String name() {
        return settings.name();
    }

    int most() {
        return settings.most();
    }

    Duration per() {
        return settings.per();
    }

    boolean isAbout(Submission submission) {
        return (settings.content().equals("any") || Signs.isFlash(submission))
                && matches(sources, submission.origin())
                && !matches(allow, submission.origin());
    }

    private static boolean matches(List<SourcePattern> patterns, Origin origin) {
        for (SourcePattern pattern : patterns) {
            if (pattern.matches(origin)) {
                return true;
            }
        }
        return false;
    }

    /** {@return how much a submission counts under each of its keys} */
    int weight(Submission submission) {
        return settings.by().equals("repeat") ? 1 : submission.parts().size();
    }

    /** {@return what a submission is counted under: one for each destination, or one} */
    List<String> keys(Submission submission) {
        return switch (settings.by()) {
            case "source" -> List.of(source(submission.origin()));
            case "destination" -> {
                var keys = new ArrayList<String>(submission.destinationAddresses().size());
                submission.destinationAddresses().forEach(to -> keys.add(to.value()));
                yield keys;
            }
            default -> {
                String what =
                        source(submission.origin())
                                + ' '
                                + submission.originatingAddress().value()
                                + ' '
                                + contentHash(submission)
                                + ' ';
                var keys = new ArrayList<String>(submission.destinationAddresses().size());
                for (TpAddress to : submission.destinationAddresses()) {
                    keys.add(what + to.value());
                }
                yield keys;
            }
        };
    }

    /** The reference of a long message is another each time; its parts are told apart. */
    private static long contentHash(Submission submission) {
        long hash = submission.dataCodingScheme().octet();
        for (UserData part : submission.parts()) {
            hash = hash * 0x100000001B3L + part.payload().hashCode();
            hash = hash * 0x100000001B3L + part.payload().length();
            hash = hash * 0x100000001B3L + part.concatenation().map(c -> c.sequence()).orElse(0);
        }
        return hash;
    }

    private static String source(Origin origin) {
        return switch (origin) {
            case Origin.Esme(var systemId) -> "esme:" + systemId;
            case Origin.Upstream(var name) -> "upstream:" + name;
            case Origin.Subscriber(var msisdn, _) -> msisdn.digits();
            case Origin.ServiceCentre() -> "sc";
        };
    }
}

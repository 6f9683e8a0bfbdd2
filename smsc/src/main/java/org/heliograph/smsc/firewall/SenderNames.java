// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.config.FirewallSettings;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.SourcePattern;

/** Who may use which name as a sender, and what looks like it. */
final class SenderNames {
    private final boolean others;
    private final Map<String, List<SourcePattern>> owners = new HashMap<>();

    SenderNames(FirewallSettings.SenderNames settings) {
        others = settings.others();
        for (FirewallSettings.SenderName one : settings.names()) {
            List<SourcePattern> sources =
                    owners.computeIfAbsent(Lookalikes.fold(one.name()), _ -> new ArrayList<>());
            one.sources().stream().map(SourcePattern::of).forEach(sources::add);
        }
    }

    boolean allow(Origin origin, String name) {
        List<SourcePattern> sources = owners.get(Lookalikes.fold(name));
        return sources == null
                ? others
                : sources.stream().anyMatch(source -> source.matches(origin));
    }
}

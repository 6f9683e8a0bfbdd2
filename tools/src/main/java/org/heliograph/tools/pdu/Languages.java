// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.heliograph.pdu.sms.NationalLanguage;
import org.heliograph.tools.cli.CommandFailure;

/** Languages as options name them. */
final class Languages {
    private Languages() {}

    /** {@return the languages of {@code names}, each in English, or {@code all}} */
    static Set<NationalLanguage> named(List<String> names) throws CommandFailure {
        Set<NationalLanguage> languages = EnumSet.noneOf(NationalLanguage.class);
        for (String name : names) {
            languages.addAll(named(name));
        }
        return languages;
    }

    private static Set<NationalLanguage> named(String name) throws CommandFailure {
        if (name.equals("all")) {
            return EnumSet.allOf(NationalLanguage.class);
        }
        for (NationalLanguage language : NationalLanguage.values()) {
            if (language.name().equals(name.toUpperCase(Locale.ROOT))) {
                return EnumSet.of(language);
            }
        }
        throw new CommandFailure("--language: no table for " + TreeText.escaped(name));
    }
}

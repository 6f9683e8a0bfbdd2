// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;

/**
 * Holds the components of a settings record to their {@link Allowed}. Reflective, and used only
 * where settings come into being: once, at the start.
 */
final class Limits {
    /** A host name, for {@link Allowed#matches}. */
    static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    /** A JSON pointer (RFC 6901), for {@link Allowed#matches}. */
    static final String POINTER = "(/[ -~]{0,100})?";

    /** What a rule does, for {@link Allowed#matches}. */
    static final String ACTION = "refuse|quarantine|log|off";

    static final String ACTION_SAYS = "refuse, quarantine, log or off";

    /** Whom a rule is about, for {@link Allowed#matches}. */
    static final String SOURCE =
            "\\*|ims|ims:[0-9]{1,15}|esme:(\\*|[!-~]{1,15})|upstream:(\\*|[a-z0-9-]{1,20})";

    static final String SOURCE_SAYS =
            "a list of esme:NAME, upstream:NAME, ims (handsets), ims:NUMBER and *";

    private Limits() {}

    /**
     * Checks all components of {@code type}, for its compact constructor.
     *
     * @param values one for each component, in order
     * @throws IllegalArgumentException naming the component and what is allowed
     */
    static void check(Class<? extends Record> type, Object... values) {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            try {
                check(components[i], values[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        components[i].getName() + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * @throws IllegalArgumentException saying what is allowed
     */
    static void check(RecordComponent component, Object value) {
        Allowed allowed = component.getAnnotation(Allowed.class);
        if (allowed == null) {
            return;
        }
        boolean fits =
                switch (value) {
                    case Duration duration ->
                            duration.compareTo(Quantity.duration(allowed.min())) >= 0
                                    && duration.compareTo(Quantity.duration(allowed.max())) <= 0;
                    case Integer number ->
                            number >= Quantity.octets(allowed.min())
                                    && number <= Quantity.octets(allowed.max());
                    case List<?> list ->
                            list.stream().allMatch(item -> matches(allowed, item.toString()));
                    default -> matches(allowed, value.toString());
                };
        if (!fits) {
            throw new IllegalArgumentException("expected " + expected(allowed));
        }
    }

    /** {@return what is allowed, for people} */
    static String expected(Allowed allowed) {
        return allowed.matches().isEmpty()
                ? allowed.min() + " to " + allowed.max()
                : allowed.says();
    }

    private static boolean matches(Allowed allowed, String text) {
        return allowed.matches().isEmpty() || text.matches(allowed.matches());
    }
}

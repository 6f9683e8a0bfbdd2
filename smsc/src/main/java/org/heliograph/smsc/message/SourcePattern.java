// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

/** Whom a rule is about: those who give us messages. */
public record SourcePattern(Kind kind, String name) {
    private static final String EVERY = "*";

    /** Anybody. */
    public static final SourcePattern ANY = new SourcePattern(Kind.ANY, EVERY);

    /** What they are. */
    public enum Kind {
        ANY,
        ESME,
        UPSTREAM,
        HANDSET
    }

    /**
     * {@code *}, {@code esme:NAME}, {@code upstream:NAME}, {@code ims} for every handset, or {@code
     * ims:NUMBER}; a star in the place of a name is any.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static SourcePattern of(String text) {
        if (text.equals(EVERY)) {
            return ANY;
        } else if (text.equals("ims")) {
            return new SourcePattern(Kind.HANDSET, EVERY);
        }
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no source " + text);
        }
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "esme" -> new SourcePattern(Kind.ESME, name);
            case "upstream" -> new SourcePattern(Kind.UPSTREAM, name);
            case "ims" -> new SourcePattern(Kind.HANDSET, name);
            default ->
                    throw new IllegalArgumentException(
                            "no source "
                                    + text
                                    + "; one is esme:NAME, upstream:NAME, ims, ims:NUMBER or *");
        };
    }

    public boolean matches(Origin origin) {
        return switch (origin) {
            case Origin.Esme(var systemId) -> is(Kind.ESME, systemId);
            case Origin.Upstream(var upstream) -> is(Kind.UPSTREAM, upstream);
            case Origin.Subscriber(var msisdn, _) -> is(Kind.HANDSET, msisdn.digits());
            case Origin.ServiceCentre() -> kind == Kind.ANY;
        };
    }

    private boolean is(Kind other, String otherName) {
        return kind == Kind.ANY
                || (kind == other && (name.equals(EVERY) || name.equals(otherName)));
    }

    /** {@return the inverse of {@link #of}} */
    @Override
    public String toString() {
        return switch (kind) {
            case ANY -> EVERY;
            case ESME -> "esme:" + name;
            case UPSTREAM -> "upstream:" + name;
            case HANDSET -> name.equals(EVERY) ? "ims" : "ims:" + name;
        };
    }
}

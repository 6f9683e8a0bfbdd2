// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Numbers that a route is about. */
sealed interface NumberPattern {
    /** {@return digits with which every number begins that it is about} */
    String leading();

    /** {@return whether it is about {@code number}, which begins with {@link #leading}} */
    boolean matches(String number);

    /** {@return how many numbers it is about, as far as that decides between two: less is first} */
    long breadth();

    /** One number. */
    record Exact(String leading) implements NumberPattern {
        @Override
        public boolean matches(String number) {
            return number.length() == leading.length();
        }

        @Override
        public long breadth() {
            return 1;
        }
    }

    /** Whatever begins so. */
    record Prefix(String leading) implements NumberPattern {
        @Override
        public boolean matches(String number) {
            return true;
        }

        @Override
        public long breadth() {
            return Long.MAX_VALUE;
        }
    }

    /** From one number to another of as many digits. */
    record Range(String leading, String from, String to) implements NumberPattern {
        @Override
        public boolean matches(String number) {
            return number.length() == from.length()
                    && number.compareTo(from) >= 0
                    && number.compareTo(to) <= 0;
        }

        @Override
        public long breadth() {
            return Long.parseLong(to) - Long.parseLong(from) + 1;
        }
    }

    /**
     * @param rest matches what follows {@code leading}, whole
     */
    record Expression(String leading, Pattern rest) implements NumberPattern {
        @Override
        public boolean matches(String number) {
            return rest.matcher(number.substring(leading.length())).matches();
        }

        @Override
        public long breadth() {
            return Long.MAX_VALUE - 1;
        }
    }

    /** Digits of a number or a prefix (settings). */
    int LONGEST = 20;

    /** Of a range: what a long holds. */
    int LONGEST_OF_RANGE = 18;

    /**
     * {@code 447700900001} is one number; {@code 4477*} what begins so; {@code
     * 447700900000-447700900999} a range; {@code 4477/(00|11)[0-9]+/} what begins so and goes on as
     * the regular expression says.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static NumberPattern of(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        String leading = text.substring(0, digits);
        String rest = text.substring(digits);
        if (digits > LONGEST) {
            throw new IllegalArgumentException("more than " + LONGEST + " digits");
        } else if (rest.isEmpty() && digits > 0) {
            return new Exact(leading);
        } else if (rest.equals("*")) {
            return new Prefix(leading);
        } else if (rest.startsWith("-") && digits > 0) {
            return range(leading, rest.substring(1));
        } else if (rest.length() > 1 && rest.startsWith("/") && rest.endsWith("/")) {
            try {
                return new Expression(
                        leading, Pattern.compile(rest.substring(1, rest.length() - 1)));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "no regular expression: " + e.getDescription(), e);
            }
        }
        throw new IllegalArgumentException(
                text + " is no number, 4477*, 100-199 or 4477/regular expression/");
    }

    private static NumberPattern range(String from, String to) {
        if (from.length() > LONGEST_OF_RANGE
                || !to.matches("[0-9]{" + from.length() + "}")
                || from.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    "a range is of two numbers of as many digits, at most "
                            + LONGEST_OF_RANGE
                            + ", the lower first");
        }
        int same = 0;
        while (same < from.length() && from.charAt(same) == to.charAt(same)) {
            same++;
        }
        return new Range(from.substring(0, same), from, to);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.BitSet;
import java.util.Optional;
import org.heliograph.subscribers.Msisdn;

/**
 * The head of a SIP message, and where in it stands what is written as nearly everybody writes it:
 * a part of the grammar of RFC 3261 §25.1 that leaves out quotes, escapes, comments, lists and
 * white space where it may be but need not. What a method does not recognise may be right all the
 * same: the parser is to be asked then.
 */
final class PlainText {
    /** No index: what was looked for is not there, or not plain. */
    static final int NONE = -1;

    private static final BitSet TOKEN = letters("-._+~!*");
    private static final BitSet USER = letters("-._+");
    private static final BitSet HOST = letters("-.");
    private static final BitSet ADDRESS = set("0123456789abcdefABCDEF:"); // of IPv6
    private static final BitSet DIGITS = set("0123456789");
    private static final int MOST_PORT_DIGITS = 5;
    private static final int MOST_NUMBER_DIGITS = 15; // ITU-T E.164 §6

    private final String text;

    PlainText(String text) {
        this.text = text;
    }

    private static BitSet letters(String others) {
        return set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".concat(others));
    }

    private static BitSet set(String members) {
        BitSet set = new BitSet(128);
        members.chars().forEach(set::set);
        return set;
    }

    private int skip(BitSet of, int from, int end) {
        int at = from;
        while (at < end && of.get(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** {@return whether there is nothing in it but printable ASCII} */
    boolean isPrintable(int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** {@return whether all of it is one token, at least one character} */
    boolean isToken(int from, int end) {
        return from < end && skip(TOKEN, from, end) == end;
    }

    /**
     * {@return whether all of it is a Call-ID: a token, and perhaps an at sign and a token or a
     * host with its port}
     */
    boolean isCallId(int from, int end) {
        int at = skip(TOKEN, from, end);
        return at > from
                && (at == end
                        || (text.charAt(at) == '@'
                                && (isToken(at + 1, end) || isNamedHostPort(at + 1, end))));
    }

    private boolean isNamedHostPort(int from, int end) {
        return from < end && text.charAt(from) != '[' && endOfHostPort(from, end) == end;
    }

    /** {@return whether all of it is a sip: or tel: URI} */
    boolean isUri(int from, int end) {
        if (text.startsWith("tel:+", from)) {
            int digits = from + "tel:+".length();
            return digits < end && skip(DIGITS, digits, end) == end;
        }
        if (!text.startsWith("sip:", from)) {
            return false;
        }
        int at = from + "sip:".length();
        int user = skip(USER, at, end);
        if (user > at && user < end && text.charAt(user) == '@') {
            at = user + 1;
        }
        at = endOfHostPort(at, end);
        return at != NONE && isParameters(at, end);
    }

    /** {@return where the angle bracket closes that {@code from} opens around a URI} */
    int endOfAddress(int from, int end) {
        int close = text.indexOf('>', from);
        return from < end
                        && text.charAt(from) == '<'
                        && close > 0
                        && close < end
                        && isUri(from + 1, close)
                ? close
                : NONE;
    }

    /**
     * {@return the number of a URI of which {@link #isUri} holds, if it is written with a plus sign
     * and digits alone}
     */
    Optional<Msisdn> number(int from, int end) {
        int plus = from + "sip:".length();
        int digits = skip(DIGITS, plus + 1, end);
        boolean whole =
                digits == end
                        ? text.startsWith("tel:", from)
                        : text.startsWith("sip:", from) && text.charAt(digits) == '@';
        return plus < end
                        && text.charAt(plus) == '+'
                        && whole
                        && digits > plus + 1
                        && digits - plus - 1 <= MOST_NUMBER_DIGITS
                ? Optional.of(new Msisdn(text.substring(plus + 1, digits)))
                : Optional.empty();
    }

    /** {@return where a host, an address in brackets for IPv6, and perhaps a port end} */
    int endOfHostPort(int from, int end) {
        int at = endOfHost(from, end);
        if (at == NONE || at == end || text.charAt(at) != ':') {
            return at;
        }
        int digits = skip(DIGITS, at + 1, end);
        boolean port = digits > at + 1 && digits - at - 1 <= MOST_PORT_DIGITS;
        return port ? digits : NONE;
    }

    int endOfHost(int from, int end) {
        if (from < end && text.charAt(from) == '[') {
            int close = skip(ADDRESS, from + 1, end);
            return close > from + 1 && close < end && text.charAt(close) == ']' ? close + 1 : NONE;
        }
        int at = skip(HOST, from, end);
        return at > from ? at : NONE;
    }

    /** {@return whether all of it is parameters, each after a semicolon; or empty} */
    boolean isParameters(int from, int end) {
        int at = from;
        while (at < end) {
            at = endOfParameter(at, end);
            if (at == NONE) {
                return false;
            }
        }
        return true;
    }

    /** {@return where a parameter ends whose semicolon is at {@code from}} */
    int endOfParameter(int from, int end) {
        int name = text.charAt(from) == ';' ? skip(TOKEN, from + 1, end) : NONE;
        if (name <= from + 1) {
            return NONE;
        }
        if (name == end || text.charAt(name) != '=') {
            return name;
        }
        int value = skip(TOKEN, name + 1, end);
        return value > name + 1 ? value : NONE;
    }

    /** {@return whether the parameter whose semicolon is at {@code from} has that name} */
    boolean isParameter(int from, int end, String name) {
        int after = from + 1 + name.length();
        return text.regionMatches(true, from + 1, name, 0, name.length())
                && (after == end || text.charAt(after) == '=');
    }

    /** {@return whether one of the parameters has that name} */
    boolean hasParameter(int from, int end, String name) {
        for (int at = from; at < end; ) {
            int next = endOfParameter(at, end);
            if (next == NONE || isParameter(at, next, name)) {
                return next != NONE;
            }
            at = next;
        }
        return false;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

/**
 * What the text of each short message begins with: the run that it belongs to, its number, and when
 * it was to be sent. Hexadecimal digits, because those are the same in every alphabet.
 *
 * <pre>#rrrrrrrr nnnnnnnnnn tttttttttt</pre>
 */
final class Marker {
    static final int LENGTH = 31;

    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int RUN_AT = 1;
    private static final int RUN_DIGITS = 8;
    private static final int NUMBER_AT = 10;
    private static final int TIME_AT = 21;
    private static final int DIGITS_EACH = 10;

    private long run;
    private long number;
    private long micros;

    /**
     * Writes one.
     *
     * @param run 32 bits
     * @param number 0 to 2^40 - 1
     * @param micros since the run began, below 2^40
     * @param step octets of a character; the digits go to the last of them
     */
    static void write(long run, long number, long micros, byte[] to, int at, int step) {
        digits(run, RUN_DIGITS, to, at + RUN_AT * step, step);
        digits(number, DIGITS_EACH, to, at + NUMBER_AT * step, step);
        digits(micros, DIGITS_EACH, to, at + TIME_AT * step, step);
    }

    private static void digits(long value, int count, byte[] to, int at, int step) {
        long rest = value;
        for (int i = count - 1; i >= 0; i--) {
            to[at + i * step + step - 1] = DIGITS[(int) rest & 0xF];
            rest >>>= 4;
        }
    }

    /**
     * Reads one.
     *
     * @return false if the text does not begin with one
     */
    boolean read(byte[] octets, int at, int end, int step) {
        if (end - at < LENGTH * step || octets[at + step - 1] != '#') {
            return false;
        }
        run = digits(octets, at + RUN_AT * step, RUN_DIGITS, step);
        number = digits(octets, at + NUMBER_AT * step, DIGITS_EACH, step);
        micros = digits(octets, at + TIME_AT * step, DIGITS_EACH, step);
        return run >= 0 && number >= 0 && micros >= 0;
    }

    private static long digits(byte[] octets, int at, int count, int step) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int digit = Character.digit(octets[at + i * step + step - 1], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    long run() {
        return run;
    }

    long number() {
        return number;
    }

    long micros() {
        return micros;
    }
}

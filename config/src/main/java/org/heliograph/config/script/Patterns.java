// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Regular expressions of one script, compiled once. */
final class Patterns {
    /** Those beyond are compiled each time: a script that makes them up has so many. */
    private static final int MOST = 100;

    private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();

    Pattern of(String expression) {
        Pattern known = compiled.get(expression);
        if (known != null) {
            return known;
        }
        Pattern made = Pattern.compile(expression);
        if (compiled.size() < MOST) {
            compiled.put(expression, made);
        }
        return made;
    }

    /** A text that counts how often it is looked at, so that a match without end is ended. */
    static final class Watched implements CharSequence {
        private final CharSequence text;
        private final HostedScript run;

        Watched(CharSequence text, HostedScript run) {
            this.text = text;
            this.run = run;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            run.tick();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.util.List;
import java.util.stream.Collectors;

/** A script that is not run: it is no Groovy, or uses what scripts may not use. */
public final class ScriptRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * What is wrong, and where.
     *
     * @param line from 1; 0: nowhere in particular
     * @param column from 1; 0: anywhere in the line
     */
    public record Problem(int line, int column, String text) {
        @Override
        public String toString() {
            if (line == 0) {
                return text;
            }
            return "line " + line + (column == 0 ? "" : ", column " + column) + ": " + text;
        }
    }

    ScriptRefused(List<Problem> problems) {
        super(
                problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
                null,
                false,
                false);
        this.problems = List.copyOf(problems);
    }

    /** {@return at least one} */
    public List<Problem> problems() {
        return problems;
    }
}

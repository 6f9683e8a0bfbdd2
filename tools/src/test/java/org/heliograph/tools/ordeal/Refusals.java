// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/** Holds a server to its word: one info line for each refusal, and it goes on serving. */
final class Refusals {
    private final ServerProcess server;
    private final Executable goodMessage;

    /**
     * @param goodMessage succeeds if the server still serves
     */
    Refusals(ServerProcess server, Executable goodMessage) {
        this.server = server;
        this.goodMessage = goodMessage;
    }

    /** {@return the line that {@code offence} left, which has {@code code}} */
    String oneLine(String code, Executable offence) throws Throwable {
        int before = server.refusals().size();
        offence.execute();
        goodMessage.execute();
        server.printed(Pattern.compile(" code=" + code + " "));
        List<String> lines = server.refusals();
        List<String> left = lines.subList(before, lines.size());
        assertEquals(1, left.size(), left::toString);
        String line = left.getFirst();
        assertTrue(line.contains(" INFO ") && line.contains(" code=" + code + " "), line);
        assertTrue(line.matches(".* reason=\"[^\"]+\".*"), line);
        return line;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A console that writes the lines of {@link GatheredLines#DELAY} together: a server that carries
 * thousands of messages a second has several lines to each. A warning or an error is written at
 * once, and with it what came before; so is everything once the process is ending.
 */
public final class GatheredConsole extends ConsoleAppender<ILoggingEvent> {
    private @Nullable GatheredLines lines;

    @Override
    public void start() {
        setImmediateFlush(false);
        super.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> told(lines()::end), "log-end"));
    }

    /** What may go wrong with the console. */
    private interface Writing {
        void write() throws IOException;
    }

    private void told(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            addError("the log cannot be written", e);
        }
    }

    private GatheredLines lines() {
        return Objects.requireNonNull(lines, "no output");
    }

    @Override
    public void setOutputStream(OutputStream console) {
        lines = new GatheredLines(console);
        super.setOutputStream(lines);
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        super.subAppend(event);
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            told(lines()::flush);
        }
    }
}

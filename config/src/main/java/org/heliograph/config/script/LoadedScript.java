// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.heliograph.config.script.ScriptCompiler.Compiled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A script that may run, as often and on as many threads as anybody likes: each run has an instance
 * of its own.
 *
 * @param <T> the interface that it implements
 */
public final class LoadedScript<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedScript.class);

    /** Runs in a row that took too long before it is left alone: it would take all processors. */
    private static final int LATE_RUNS = 5;

    private static final Duration REST = Duration.ofSeconds(30);

    private final String name;
    private final Class<T> contract;
    private final HostedScript script;
    private final Set<String> points;
    private final Map<String, Table> tables;
    private final long limitNanos;
    private final AtomicInteger lateInARow = new AtomicInteger();
    private volatile long restsUntil;

    LoadedScript(
            String name,
            Class<T> contract,
            Compiled compiled,
            Map<String, Table> tables,
            Duration timeLimit) {
        this.name = name;
        this.contract = contract;
        this.script = compiled.script();
        this.points = compiled.points();
        this.tables = Map.copyOf(tables);
        this.limitNanos = timeLimit.toNanos();
        this.restsUntil = System.nanoTime();
    }

    /** {@return the same with other data} */
    LoadedScript<T> with(Map<String, Table> others) {
        return new LoadedScript<>(
                name, contract, new Compiled(script, points), others, Duration.ofNanos(limitNanos));
    }

    /** {@return the name of its file} */
    public String name() {
        return name;
    }

    /** {@return whether it has this function of the interface} */
    public boolean decides(String point) {
        return points.contains(point);
    }

    /** {@return which functions of the interface it has} */
    public Set<String> points() {
        return points;
    }

    /**
     * Runs it once, within its limits.
     *
     * @param call of one function
     * @throws ScriptFailure whatever else comes of it than an answer
     */
    public <A> A run(Function<T, A> call) throws ScriptFailure {
        long now = System.nanoTime();
        if (lateInARow.get() >= LATE_RUNS) {
            if (restsUntil - now > 0) {
                throw new ScriptFailure("rests, for it took too long again and again");
            }
            lateInARow.set(LATE_RUNS - 1); // one more of these, and it rests again
        }
        try {
            A answer = call.apply(contract.cast(script.begin(now + limitNanos, tables)));
            if (answer == null) {
                throw new ScriptFailure("answers nothing");
            }
            if (lateInARow.get() > 0) {
                lateInARow.set(0);
            }
            return answer;
        } catch (ScriptLimit e) {
            if (e.late() && lateInARow.incrementAndGet() == LATE_RUNS) {
                restsUntil = System.nanoTime() + REST.toNanos();
                LOG.error("script-rests script={} for={}", name, REST);
            }
            throw new ScriptFailure(e.getMessage() + place(e));
        } catch (StackOverflowError e) {
            throw new ScriptFailure("calls itself too deep");
        } catch (RuntimeException | Error e) { // whatever it was, it costs this run only
            throw new ScriptFailure(e.getClass().getSimpleName() + place(e));
        }
    }

    private String place(Throwable e) {
        String type = script.getClass().getName();
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith(type) && frame.getLineNumber() > 0) {
                return " at line " + frame.getLineNumber();
            }
        }
        return "";
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import groovy.lang.IntRange;
import groovy.lang.Script;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every script extends. Each run has an instance of its own, a copy of the one that was
 * evaluated, which knows how much the run may still do; {@link ScriptGuard} has put calls of {@link
 * #tick} and {@link #charge} into the script.
 *
 * <p>Public because the classes made of scripts are in another package: of what is here, scripts
 * may call {@link #table} and nothing else.
 */
public abstract class HostedScript extends Script implements Cloneable {
    /**
     * Characters and elements that a run may make: two of the longest messages, and a lot beside.
     */
    static final int ROOM = 200_000;

    /** No list, map, range or other collection has more elements. */
    static final int MOST_ELEMENTS = 10_000;

    /** The clock is read at every 1,024th tick: a short run outlives any pause of the machine. */
    private static final int LOOK = 0x3FF;

    private Map<String, Table> tables = Map.of();
    private Patterns patterns = new Patterns();
    private long deadline;
    private int ticks;
    private int room;
    private boolean late;

    /** What stands outside functions: nothing. */
    protected abstract void body();

    /** Evaluation gives the script itself. */
    @Override
    public final Object run() {
        body();
        return this;
    }

    /** {@return a copy for one run} */
    final HostedScript begin(long until, Map<String, Table> data) {
        try {
            HostedScript run = (HostedScript) clone();
            run.deadline = until;
            run.tables = data;
            run.room = ROOM;
            return run;
        } catch (CloneNotSupportedException e) {
            throw new LinkageError("cannot be", e);
        }
    }

    /** Another turn of a loop, another call: ends the run if its time is over. */
    public final void tick() {
        if ((++ticks & LOOK) == 0 || late) {
            look();
        }
    }

    private void look() {
        late |= System.nanoTime() - deadline > 0;
        if (late) { // and stays so, whatever the script does about it
            throw new ScriptLimit("takes longer than its time limit", true);
        }
    }

    /** Something was made: ends the run if that is too much. */
    public final void charge(@Nullable Object made) {
        int size =
                switch (made) {
                    case String text -> text.length();
                    case CharSequence text -> text.length();
                    case Collection<?> all -> bounded(all.size());
                    case Map<?, ?> all -> bounded(all.size());
                    case null, default -> 0;
                };
        spend(size);
    }

    /** Before something of this size is made. */
    final void spend(long size) {
        if (size > room) {
            throw new ScriptLimit(
                    "makes more than " + ROOM + " characters and elements in one run", false);
        }
        room -= (int) size;
    }

    static int bounded(int elements) {
        if (elements > MOST_ELEMENTS) {
            throw new ScriptLimit("more than " + MOST_ELEMENTS + " elements", false);
        }
        return elements;
    }

    /** A range was made: whatever makes a list of it does not ask first how long it is. */
    public final void requireShort(IntRange range) {
        if ((long) range.getTo() - range.getFrom() >= MOST_ELEMENTS) {
            bounded(Integer.MAX_VALUE);
        }
    }

    /** A text is about to be made of {@code value}: those of lists may be without end. */
    public final void requireText(@Nullable Object value) {
        if (value instanceof Collection || value instanceof Map) {
            throw new ScriptLimit("makes a text of a list or map: use join", false);
        }
        if (value instanceof CharSequence text) {
            spend(text.length());
        }
    }

    /** Likewise, of several. */
    public final void requireTexts(@Nullable Object[] values) {
        for (Object value : values) {
            requireText(value);
        }
    }

    final Patterns patterns() {
        return patterns;
    }

    /**
     * {@return the data of the file {@code name.csv} beside the scripts}
     *
     * @throws IllegalArgumentException if there is none
     */
    public final Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table of that name");
        }
        return table;
    }
}

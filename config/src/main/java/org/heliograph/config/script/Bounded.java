// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ScriptGuard} has scripts call in the place of methods that make much of little, or
 * that could reach anything. Each has the parameters of that method, its receiver first, and the
 * run.
 */
public final class Bounded {
    private Bounded() {}

    /** {@code String.replace(CharSequence, CharSequence)}. */
    public static String replace(
            String text, CharSequence target, CharSequence replacement, HostedScript run) {
        run.spend(
                (text.length() + 1L) * (replacement.length() + 1L) / Math.max(1, target.length()));
        return text.replace(target, replacement);
    }

    /** {@code list.join(separator)}. */
    public static String join(Iterable<?> parts, @Nullable String separator, HostedScript run) {
        List<String> texts = new ArrayList<>();
        String between = separator == null ? "" : separator;
        for (Object part : parts) {
            run.requireText(part);
            run.spend(between.length());
            texts.add(String.valueOf(part));
        }
        return String.join(between, texts);
    }

    /** {@code text.padLeft(length, padding)}. */
    public static String padLeft(
            CharSequence text, Number length, CharSequence padding, HostedScript run) {
        return padding(text, length, padding, run) + text;
    }

    /** {@code text.padRight(length, padding)}. */
    public static String padRight(
            CharSequence text, Number length, CharSequence padding, HostedScript run) {
        return text + padding(text, length, padding, run);
    }

    private static String padding(
            CharSequence text, Number length, CharSequence padding, HostedScript run) {
        int missing = Math.max(0, length.intValue() - text.length());
        run.spend(missing + (long) text.length());
        if (padding.isEmpty()) {
            return "";
        }
        return padding.toString().repeat(missing / padding.length() + 1).substring(0, missing);
    }

    /** {@code map[key]}, which on anything else would read a property, the class for one. */
    public static @Nullable Object getAt(Object map, String key, HostedScript run) {
        if (map instanceof Map<?, ?> known) {
            return known.get(key);
        }
        throw new ScriptLimit("looks up " + key.length() + " characters in what is no map", false);
    }

    /** A list as it is written. */
    public static List<?> createList(@Nullable Object[] elements, HostedScript run) {
        run.spend(elements.length);
        for (Object element : elements) {
            requireFlat(element);
        }
        return ScriptBytecodeAdapter.createList(elements);
    }

    /** A map as it is written. */
    public static Map<?, ?> createMap(@Nullable Object[] keysAndValues, HostedScript run) {
        run.spend(keysAndValues.length);
        for (Object element : keysAndValues) {
            requireFlat(element);
        }
        return ScriptBytecodeAdapter.createMap(keysAndValues);
    }

    /** {@code list << element}. */
    public static <T> Collection<T> leftShift(
            Collection<T> list, @Nullable T element, HostedScript run) {
        requireFlat(element);
        run.spend(1);
        HostedScript.bounded(list.size() + 1);
        list.add(element);
        return list;
    }

    /** {@code list << element}. */
    public static <T> List<T> leftShift(List<T> list, @Nullable T element, HostedScript run) {
        leftShift((Collection<T>) list, element, run);
        return list;
    }

    /** Lists of lists there may be, but no deeper: comparing those may take for ever. */
    private static void requireFlat(@Nullable Object element) {
        if (element instanceof Collection<?> inner) {
            HostedScript.bounded(inner.size());
            inner.forEach(Bounded::requireNoCollection);
        } else if (element instanceof Map<?, ?> inner) {
            inner.values().forEach(Bounded::requireNoCollection);
        }
    }

    private static void requireNoCollection(@Nullable Object element) {
        if (element instanceof Collection || element instanceof Map) {
            throw new ScriptLimit("lists and maps in more than two levels", false);
        }
    }

    /** {@code text ==~ expression}. */
    public static boolean matchRegex(
            @Nullable Object text, @Nullable Object expression, HostedScript run) {
        return matcher(text, expression, run).matches();
    }

    /** {@code text =~ expression}. */
    public static Matcher findRegex(
            @Nullable Object text, @Nullable Object expression, HostedScript run) {
        return matcher(text, expression, run);
    }

    private static Matcher matcher(
            @Nullable Object text, @Nullable Object expression, HostedScript run) {
        if (text instanceof CharSequence && expression instanceof CharSequence pattern) {
            return run.patterns()
                    .of(pattern.toString())
                    .matcher(new Patterns.Watched(text.toString(), run));
        }
        throw new IllegalArgumentException("only texts are matched");
    }
}

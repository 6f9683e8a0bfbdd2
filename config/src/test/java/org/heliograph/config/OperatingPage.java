// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the settings' part of docs/operating.md: what each means, from the comments of the shipped
 * settings file; its default, from there too; what is allowed, from the records.
 */
final class OperatingPage {
    /** What comes from where in the page, so that the prose around it is written by hand. */
    static final String BEGIN =
            "<!-- from here to the end: made by OperatingPageTest from heliograph.yaml -->\n";

    private final Map<String, String> meanings = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final StringBuilder page = new StringBuilder(BEGIN);

    private OperatingPage() {}

    /** {@return the generated part, {@link #BEGIN} included} */
    static String settings() {
        OperatingPage page = new OperatingPage();
        page.read(SettingsLoader.defaults());
        page.section(Settings.class, "");
        return page.page.toString();
    }

    /** Keys by their indentation, the comment right above each, and the text of its value. */
    private void read(String yaml) {
        List<String> keys = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : yaml.lines().toList()) {
            String text = line.strip().replaceFirst("^- ", "");
            if (text.isEmpty()) {
                comment.setLength(0);
            } else if (text.startsWith("#")) {
                comment.append(comment.isEmpty() ? "" : " ").append(text.substring(1).strip());
            } else {
                int indent = line.indexOf(text) / 2;
                while (keys.size() > indent) {
                    keys.removeLast();
                }
                while (keys.size() < indent) {
                    keys.add("[]"); // a list's dash takes a level of its own
                }
                int colon = text.indexOf(':');
                keys.add(text.substring(0, colon));
                String path = String.join(".", keys).replace(".[].", "[].");
                meanings.putIfAbsent(path, comment.toString());
                defaults.putIfAbsent(path, text.substring(colon + 1).strip());
                comment.setLength(0);
            }
        }
    }

    private void section(Class<?> type, String path) {
        List<RecordComponent> sections = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (RecordComponent component : type.getRecordComponents()) {
            if (section(component) == null) {
                rows.append(row(component, path));
            } else {
                sections.add(component);
            }
        }
        if (!rows.isEmpty()) {
            page.append("\n| setting | default | allowed | meaning |\n|---|---|---|---|\n")
                    .append(rows);
        }
        for (RecordComponent component : sections) {
            String name = under(path, component.getName());
            page.append("\n### `").append(name).append("`\n\n");
            page.append(meaning(name)).append('\n');
            Class<?> inner = section(component);
            if (inner != null) {
                section(inner, component.getType() == List.class ? name + "[]" : name);
            }
        }
    }

    private String row(RecordComponent component, String path) {
        String name = under(path, component.getName());
        String value = defaults.getOrDefault(name, "");
        return "| `%s` | `%s` | %s | %s |\n"
                .formatted(name, value, allowed(component), meaning(name));
    }

    private String meaning(String path) {
        String meaning = meanings.getOrDefault(path, "");
        if (meaning.isEmpty()) {
            throw new AssertionError(SettingsLoader.DEFAULTS + " has no comment above " + path);
        }
        return meaning.replace("|", "\\|");
    }

    private static String allowed(RecordComponent component) {
        Allowed allowed = component.getAnnotation(Allowed.class);
        if (allowed != null) {
            String unit = component.getName().endsWith("Octets") ? "size, " : "";
            unit = component.getType() == Duration.class ? "time, " : unit;
            return unit + Limits.expected(allowed);
        }
        Class<?> type = component.getType();
        if (type == boolean.class) {
            return "true or false";
        } else if (type == Listen.class) {
            return "host:port";
        }
        return "a list of networks";
    }

    /** {@return the record that stands for a section or a list of them, or null for one value} */
    private static @Nullable Class<?> section(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getGenericType() instanceof ParameterizedType list) {
            type = (Class<?>) list.getActualTypeArguments()[0];
        }
        return type.isRecord() && type != Listen.class && type != Cidr.class ? type : null;
    }

    private static String under(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

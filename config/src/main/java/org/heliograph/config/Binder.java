// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns {@link Node}s into settings records: each component is the key of the same name. Int
 * components whose name ends in {@code Octets} are sizes.
 */
final class Binder {
    private Binder() {}

    /**
     * @param path of {@code node}, empty for the whole
     * @throws ConfigException naming the setting, its place, and what was expected
     */
    static <R extends Record> R bind(Class<R> type, String path, Node node) throws ConfigException {
        RecordComponent[] components = type.getRecordComponents();
        if (!(node instanceof Node.Mapping mapping)) {
            throw problem(node, path, "is a section; set one of its keys: " + names(components));
        }
        Set<String> unknown = new HashSet<>(mapping.entries().keySet());
        Arrays.asList(components).forEach(component -> unknown.remove(component.getName()));
        for (String key : mapping.entries().keySet()) {
            if (unknown.contains(key)) {
                String reason = "unknown key; known here: " + names(components);
                throw problem(mapping.entries().get(key), under(path, key), reason);
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(components[i], path, mapping);
        }
        return construct(type, path, node, values);
    }

    private static Object component(RecordComponent component, String path, Node.Mapping mapping)
            throws ConfigException {
        String key = under(path, component.getName());
        Node node = mapping.entries().get(component.getName());
        Absent absent = component.getAnnotation(Absent.class);
        if (node == null && absent != null) {
            node = Node.written(mapping.place(), absent.value());
        } else if (node == null) {
            throw problem(mapping, key, "is missing");
        }
        Object value = value(component.getGenericType(), component.getName(), key, node);
        try {
            Limits.check(component, value);
        } catch (IllegalArgumentException e) {
            throw problem(node, key, e.getMessage() + got(node));
        }
        return value;
    }

    private static Object value(Type type, String name, String path, Node node)
            throws ConfigException {
        if (type instanceof ParameterizedType list) {
            return items(list.getActualTypeArguments()[0], name, path, node);
        }
        if (type instanceof Class<?> section && section.isRecord() && !written(section)) {
            return bind(section.asSubclass(Record.class), path, node);
        }
        if (!(node instanceof Node.Scalar scalar)) {
            throw problem(node, path, "expected one value");
        }
        try {
            return scalar(type, name, scalar.text());
        } catch (IllegalArgumentException e) {
            throw problem(node, path, e.getMessage() + got(node));
        }
    }

    private static List<Object> items(Type type, String name, String path, Node node)
            throws ConfigException {
        if (!(node instanceof Node.Sequence sequence)) {
            throw problem(node, path, "expected a list such as [a, b]" + got(node));
        }
        List<Object> items = new ArrayList<>();
        for (Node item : sequence.items()) {
            items.add(value(type, name, path + "[" + items.size() + "]", item));
        }
        return List.copyOf(items);
    }

    /** {@return whether values of this record are written as one text} */
    private static boolean written(Class<?> type) {
        return type == Listen.class || type == Cidr.class;
    }

    private static Object scalar(Type type, String name, String text) {
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("expected true or false");
            }
            return text.equals("true");
        } else if (type == int.class) {
            return name.endsWith("Octets") ? Quantity.octets(text) : Quantity.number(text);
        } else if (type == Duration.class) {
            return Quantity.duration(text);
        } else if (type == Listen.class) {
            return Listen.of(text);
        } else if (type == Cidr.class) {
            return Cidr.of(text);
        } else if (type == String.class) {
            return text;
        }
        throw new AssertionError("no way to write a " + type);
    }

    private static <R extends Record> R construct(
            Class<R> type, String path, Node node, Object[] values) throws ConfigException {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw problem(node, path, String.valueOf(refused.getMessage()));
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static String under(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String names(RecordComponent[] components) {
        return Arrays.stream(components)
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    private static String got(Node node) {
        return node instanceof Node.Scalar scalar ? ", got '" + scalar.text() + "'" : "";
    }

    private static ConfigException problem(Node node, String path, String reason) {
        return new ConfigException(
                node.place() + ": " + (path.isEmpty() ? "" : path + ": ") + reason);
    }
}

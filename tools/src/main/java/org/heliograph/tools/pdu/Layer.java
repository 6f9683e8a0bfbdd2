// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Reading.Field;

/**
 * One PDU of those that lie in each other, read, with the places of its fields. They are found by
 * name, in the order of the wire: a field stands behind the one found before.
 */
final class Layer<T> {
    private final T value;
    private final Span span;
    private final List<Field> fields = new ArrayList<>();
    private int next;

    /**
     * @param span all octets of the PDU
     * @param recorded as {@link org.heliograph.pdu.Reading#fields} gives them
     */
    Layer(T value, Span span, List<Field> recorded) {
        this.value = value;
        this.span = span;
        flatten(recorded);
    }

    private void flatten(List<Field> recorded) {
        for (Field field : recorded) {
            fields.add(field);
            flatten(field.fields());
        }
    }

    T value() {
        return value;
    }

    Span span() {
        return span;
    }

    /** {@return the first octet, in which a TPDU has several fields} */
    Span firstOctet() {
        return span.slice(0, 1);
    }

    /** {@return the next field of this name, or nothing that is known} */
    Span find(String name) {
        return findField(name).map(this::span).orElse(Span.NONE);
    }

    /** {@return the next header of this name, or what is recorded as a header without one} */
    Span findHeader(String name) {
        Span found = find(name);
        return found.isKnown() ? found : find("header");
    }

    private Optional<Field> findField(String name) {
        for (int i = next; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                next = i + 1;
                return Optional.of(fields.get(i));
            }
        }
        return Optional.empty();
    }

    private Span span(Field field) {
        return span.slice(field.start() - span.offset(), field.end() - span.offset());
    }
}

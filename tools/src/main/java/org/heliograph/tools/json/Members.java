// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.heliograph.pdu.Octets;

/**
 * The members of an object, each taken once by name; {@link #end} refuses those that nobody took,
 * so that a misspelt one does not vanish. Failures name the path of the member.
 */
public final class Members {
    private final String path;
    private final Map<String, Json> left;

    private Members(String path, Map<String, Json> members) {
        this.path = path;
        this.left = new LinkedHashMap<>(members);
    }

    /**
     * @param path what leads to the object; empty for the outermost
     */
    public static Members of(String path, Json json) throws JsonException {
        if (json instanceof Json.Structure(Map<String, Json> members)) {
            return new Members(path, members);
        }
        throw new JsonException(path, "not an object");
    }

    /** A value made of members, whose constructor may refuse it. */
    public <T> T checked(String name, Supplier<T> value) throws JsonException {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw failure(name, String.valueOf(e.getMessage()));
        }
    }

    public JsonException failure(String name, String reason) {
        return new JsonException(pathOf(name), reason);
    }

    /** {@return the path of this object, or of its member {@code name} unless that is empty} */
    public String pathOf(String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    /** {@return the names not taken yet, in order} */
    public List<String> names() {
        return List.copyOf(left.keySet());
    }

    public boolean has(String name) {
        return left.containsKey(name);
    }

    public Optional<Json> take(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    public Json need(String name) throws JsonException {
        return take(name).orElseThrow(() -> failure(name, "missing"));
    }

    public String text(String name) throws JsonException {
        return text(name, need(name));
    }

    public Optional<String> textIfAny(String name) throws JsonException {
        Optional<Json> value = take(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(text(name, value.get()));
    }

    private String text(String name, Json value) throws JsonException {
        if (value instanceof Json.Text(String text)) {
            return text;
        }
        throw failure(name, "not a string");
    }

    public long number(String name, long least, long most) throws JsonException {
        return number(name, need(name), least, most);
    }

    /** {@return the number, or {@code otherwise} where there is none} */
    public long number(String name, long least, long most, long otherwise) throws JsonException {
        Optional<Json> value = take(name);
        return value.isEmpty() ? otherwise : number(name, value.get(), least, most);
    }

    private long number(String name, Json value, long least, long most) throws JsonException {
        if (!(value instanceof Json.Numeral(long number))) {
            throw failure(name, "not a number");
        }
        if (number < least || number > most) {
            throw failure(name, number + " is not " + least + " to " + most);
        }
        return number;
    }

    /** {@return a number of 0 to 255} */
    public int octet(String name) throws JsonException {
        return (int) number(name, 0, 0xFF);
    }

    /** {@return likewise, or {@code otherwise} where there is none} */
    public int octet(String name, int otherwise) throws JsonException {
        return (int) number(name, 0, 0xFF, otherwise);
    }

    public boolean flag(String name, boolean otherwise) throws JsonException {
        Optional<Json> value = take(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof Json.Flag(boolean flag)) {
            return flag;
        }
        throw failure(name, "not true or false");
    }

    /** {@return octets written in hexadecimal} */
    public Octets hex(String name) throws JsonException {
        String digits = text(name);
        try {
            return Octets.ofHex(digits);
        } catch (IllegalArgumentException e) {
            throw failure(name, "not hexadecimal: " + e.getMessage());
        }
    }

    public Optional<Octets> hexIfAny(String name) throws JsonException {
        return has(name) ? Optional.of(hex(name)) : Optional.empty();
    }

    public Members object(String name) throws JsonException {
        return of(pathOf(name), need(name));
    }

    /** {@return the objects of an array; none where it is missing} */
    public List<Members> objects(String name) throws JsonException {
        Optional<Json> value = take(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Json.Array(List<Json> values))) {
            throw failure(name, "not an array");
        }
        List<Members> objects = new ArrayList<>(values.size());
        for (Json each : values) {
            objects.add(of(pathOf(name) + "[" + objects.size() + "]", each));
        }
        return objects;
    }

    /**
     * @throws JsonException if a member is left that nobody took
     */
    public void end() throws JsonException {
        if (!left.isEmpty()) {
            throw failure(left.keySet().iterator().next(), "no such member here");
        }
    }
}

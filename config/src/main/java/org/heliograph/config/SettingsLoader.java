// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings from the shipped defaults, the operator's files laid over them, and single settings laid
 * over those.
 */
public final class SettingsLoader {
    /** The defaults, as an operator may copy and change them. */
    static final String DEFAULTS = "heliograph.yaml";

    /** Longest settings file read, in octets: a hundred times the shipped one. */
    private static final int MAX_FILE_OCTETS = 1 << 20;

    private SettingsLoader() {}

    /**
     * Reads all settings. Sections are merged key by key; a list replaces the whole list.
     *
     * @param files YAML, later ones win; each needs to hold only what differs from the defaults
     * @param overrides {@code a.b.c=value} each, later ones win; lists are written {@code [a, b]}
     * @throws ConfigException naming the first setting that cannot be used, where it stands and
     *     what was expected
     */
    public static Settings load(List<Path> files, List<String> overrides) throws ConfigException {
        Node.Mapping settings = new YamlReader("default " + DEFAULTS).mapping(defaults());
        for (Path file : files) {
            settings = settings.overlaidWith(new YamlReader(file.toString()).mapping(read(file)));
        }
        for (String override : overrides) {
            settings = settings.overlaidWith(override(override));
        }
        return Binder.bind(Settings.class, "", settings);
    }

    /** {@return the text of the shipped settings file} */
    public static String defaults() {
        return resource(DEFAULTS);
    }

    static String resource(String name) {
        try (InputStream in = SettingsLoader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String read(Path file) throws ConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_FILE_OCTETS + 1);
            if (octets.length > MAX_FILE_OCTETS) {
                throw new ConfigException(file + ": longer than " + MAX_FILE_OCTETS + " octets");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e, e);
        }
    }

    private static Node.Mapping override(String text) throws ConfigException {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new ConfigException("--set " + text + ": expected key=value");
        }
        String place = "--set " + text;
        String value = text.substring(equals + 1).strip();
        Node node = overridden(place, value);
        String[] keys = text.substring(0, equals).strip().split("\\.", -1);
        for (int i = keys.length - 1; i >= 0; i--) {
            Map<String, Node> entry = new LinkedHashMap<>();
            entry.put(keys[i], node);
            node = new Node.Mapping(place, entry);
        }
        return (Node.Mapping) node;
    }

    /**
     * A value as given on a command line, where nobody wants to think of YAML's quotes: {@code
     * [::1]:2775} is no list, and {@code [::1/128, 10.0.0.0/8]} is one. Only a list of sections is
     * read as YAML.
     */
    private static Node overridden(String place, String value) throws ConfigException {
        return value.startsWith("[{")
                ? new YamlReader(place).read(value)
                : Node.written(place, value);
    }
}

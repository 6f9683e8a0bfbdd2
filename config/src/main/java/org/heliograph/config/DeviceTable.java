// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The device table: the profiles of {@code devices.yaml}, which is shipped, and those of a file of
 * the operator's, which come before them and stand for those of the same name.
 *
 * @param devices in the order in which they are tried; names are unique
 */
public record DeviceTable(List<DeviceProfile> devices) {
    /** The profile of handsets that nobody knows. */
    public static final String STANDARD = "default";

    private static final String SHIPPED = "devices.yaml";

    public DeviceTable {
        devices = List.copyOf(devices);
        if (names(devices).size() < devices.size()) {
            throw new IllegalArgumentException("devices: two of the same name");
        }
    }

    /** {@return the shipped table alone} */
    public static DeviceTable shipped() throws ConfigException {
        return Binder.bind(
                DeviceTable.class,
                "",
                new YamlReader("default " + SHIPPED).mapping(SettingsLoader.resource(SHIPPED)));
    }

    /**
     * @param file the operator's: YAML, with a list {@code devices} as in the shipped one
     * @throws ConfigException naming what cannot be used and where it stands
     */
    public static DeviceTable with(Path file) throws ConfigException {
        DeviceTable own =
                Binder.bind(
                        DeviceTable.class,
                        "",
                        new YamlReader(file.toString()).mapping(SettingsLoader.read(file)));
        Set<String> replaced = names(own.devices);
        List<DeviceProfile> devices = new ArrayList<>(own.devices);
        shipped().devices.stream()
                .filter(device -> !replaced.contains(device.name()))
                .forEach(devices::add);
        return new DeviceTable(devices);
    }

    private static Set<String> names(List<DeviceProfile> devices) {
        return devices.stream().map(DeviceProfile::name).collect(Collectors.toSet());
    }
}

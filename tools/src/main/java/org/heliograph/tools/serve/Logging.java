// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.serve;

/**
 * Where the log goes. logback.xml reads these properties when the first logger is made: by default
 * our warnings only, to standard error, so that the output of a command stays its own.
 */
public final class Logging {
    private Logging() {}

    /** The log is what a server has to say. An operator's own properties win. */
    public static void toStandardOutput() {
        setDefault("heliograph.log.level", "info");
        setDefault("heliograph.log.libraries", "warn");
        setDefault("heliograph.log.target", "System.out");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

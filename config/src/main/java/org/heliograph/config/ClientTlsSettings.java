// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/**
 * A section {@code tls} of a server that we connect to.
 *
 * @param caFile by whose certificates the server's must be signed; empty: the JDK's authorities
 * @param certificateFile what we show if we are asked; empty: nothing
 * @param keyFile its key
 * @param checkHost whether the server's certificate must have the name that we connect to
 */
public record ClientTlsSettings(
        @Absent("false") boolean enabled,
        @Absent("") @Allowed(matches = ".*", says = "the name of a file, or nothing") String caFile,
        @Absent("") @Allowed(matches = ".*", says = "the name of a file, or nothing")
                String certificateFile,
        @Absent("") @Allowed(matches = ".*", says = "the name of a file, or nothing")
                String keyFile,
        @Absent("true") boolean checkHost) {

    /** Plain TCP. */
    public static final ClientTlsSettings OFF = new ClientTlsSettings(false, "", "", "", true);

    public ClientTlsSettings {
        Limits.check(ClientTlsSettings.class, enabled, caFile, certificateFile, keyFile, checkHost);
        if (certificateFile.isEmpty() != keyFile.isEmpty()) {
            throw new IllegalArgumentException("certificateFile and keyFile belong together");
        }
    }
}

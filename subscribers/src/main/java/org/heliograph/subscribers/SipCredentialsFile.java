// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials in a file, which is read again when it changes. What cannot be read is logged
 * once, and the last that could be goes on.
 */
public final class SipCredentialsFile implements Supplier<SipCredentials> {
    private static final Logger LOG = LoggerFactory.getLogger(SipCredentialsFile.class);

    /** A file as it was looked at: another one has another. */
    private record Stamp(FileTime modified, long octets) {
        static Stamp now(Path file) {
            try {
                return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
            } catch (IOException e) {
                return new Stamp(FileTime.fromMillis(0), -1); // reading it will say why
            }
        }
    }

    private final Path file;
    private final String realm;
    private Stamp stamp;
    private SipCredentials newest;

    /**
     * Reads the file for the first time.
     *
     * @param realm as for {@link SipCredentials#read}
     * @throws IOException as that does
     */
    public SipCredentialsFile(Path file, String realm) throws IOException {
        this.file = file;
        this.realm = realm;
        stamp = Stamp.now(file);
        newest = SipCredentials.read(file, realm);
    }

    /** {@return what is in the file now} */
    @Override
    public synchronized SipCredentials get() {
        Stamp now = Stamp.now(file);
        if (!now.equals(stamp)) {
            stamp = now; // tried once, whatever comes of it
            try {
                newest = SipCredentials.read(file, realm);
                LOG.info("read the credentials again file={}", file);
            } catch (IOException e) {
                LOG.warn("the old ones go on code=sip-credentials reason=\"{}\"", e.getMessage());
            }
        }
        return newest;
    }
}

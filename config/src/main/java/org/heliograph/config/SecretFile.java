// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The password of an ESME account, kept in a file that its owner alone may read. A missing file is
 * made with a random password, whole or not at all, so that two processes that start on one data
 * directory agree on it.
 */
public final class SecretFile {
    /** The password of a bind has 9 octets with its NUL (SMPP 3.4 §5.2.2). */
    public static final int ESME_PASSWORD_LENGTH = 8;

    /** Letters and digits: 47 bits in 8 of them, and nothing that a shell or a URL would change. */
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final String OWNER_ONLY = "rw-------";

    private final Path path;
    private final String secret;
    private final boolean made;

    private SecretFile(Path path, String secret, boolean made) {
        this.path = path;
        this.secret = secret;
        this.made = made;
    }

    /**
     * Reads the password, or makes one.
     *
     * @param dataDirectory exists
     * @param file a name in it, or an absolute path
     * @throws ConfigException if the file can neither be read nor made, or holds no such password
     */
    public static SecretFile esmePassword(Path dataDirectory, String file) throws ConfigException {
        Path path = dataDirectory.resolve(file);
        try {
            boolean made = !Files.exists(path) && make(path);
            return new SecretFile(path, read(path), made);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot keep a password: " + e, e);
        }
    }

    public Path path() {
        return path;
    }

    public String secret() {
        return secret;
    }

    /** {@return whether the password was made just now and nobody knows it yet} */
    public boolean made() {
        return made;
    }

    /** Without the secret, since such things end in logs. */
    @Override
    public String toString() {
        return path.toString();
    }

    private static String read(Path path) throws IOException, ConfigException {
        // one more than allowed and a line end tell too long from just right
        int enough = ESME_PASSWORD_LENGTH + 3;
        String secret;
        try (var in = Files.newInputStream(path)) {
            secret = new String(in.readNBytes(enough), StandardCharsets.UTF_8).stripTrailing();
        }
        if (!secret.matches("[!-~]{1," + ESME_PASSWORD_LENGTH + "}")) {
            throw new ConfigException(
                    path
                            + ": expected one line of 1 to "
                            + ESME_PASSWORD_LENGTH
                            + " ASCII characters without spaces, which is what SMPP carries");
        }
        return secret;
    }

    /** {@return whether it was us and not another process} */
    private static boolean make(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("not a file");
        }
        Path draft = Files.createTempFile(directory, ".password", ".new", ownerOnly(directory));
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer octets = StandardCharsets.US_ASCII.encode(random() + "\n");
                while (octets.hasRemaining()) {
                    out.write(octets);
                }
                out.force(true);
            }
            // a link, unlike a move, never replaces what is there
            Files.createLink(path, draft);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }

    private static String random() {
        StringBuilder secret = new StringBuilder(ESME_PASSWORD_LENGTH);
        new SecureRandom()
                .ints(ESME_PASSWORD_LENGTH, 0, ALPHABET.length())
                .forEach(i -> secret.append(ALPHABET.charAt(i)));
        return secret.toString();
    }
}

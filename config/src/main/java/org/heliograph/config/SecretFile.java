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
 * A secret, such as the password of an ESME account, kept in a file that its owner alone may read.
 * A missing file is made with a random secret, whole or not at all, so that two processes that
 * start on one data directory agree on it. The password of an account may be a {@link
 * PasswordHash}; one that is made stands there as it is, because whoever binds reads it there.
 */
public final class SecretFile {
    /** Letters and digits: 47 bits in 8 of them, and nothing that a shell or a URL would change. */
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private enum Kind {
        ESME_PASSWORD(EsmePassword.LONGEST, EsmePassword.LONGEST, ", which is what SMPP carries"),
        /** 190 bits when we make it; an operator's own may be longer. */
        TOKEN(32, 256, "");

        private final int made;
        private final int longest;
        private final String because;

        Kind(int made, int longest, String because) {
            this.made = made;
            this.longest = longest;
            this.because = because;
        }
    }

    private static final String OWNER_ONLY = "rw-------";

    /** More than any secret has with its line end. */
    private static final int MOST_OCTETS = 300;

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
        return open(dataDirectory.resolve(file), Kind.ESME_PASSWORD);
    }

    /**
     * Reads a bearer token, or makes one.
     *
     * @param dataDirectory exists
     * @param file a name in it, or an absolute path
     * @throws ConfigException if the file can neither be read nor made, or holds no token
     */
    public static SecretFile token(Path dataDirectory, String file) throws ConfigException {
        return open(dataDirectory.resolve(file), Kind.TOKEN);
    }

    private static SecretFile open(Path path, Kind kind) throws ConfigException {
        try {
            boolean made = !Files.exists(path) && make(path, kind);
            return new SecretFile(path, read(path, kind), made);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot keep a password: " + e, e);
        }
    }

    /**
     * Reads a password that somebody else has given us.
     *
     * @param dataDirectory exists
     * @param file a name in it, or an absolute path
     * @throws ConfigException if the file cannot be read, or holds no such password
     */
    public static SecretFile givenPassword(Path dataDirectory, String file) throws ConfigException {
        Path path = dataDirectory.resolve(file);
        try {
            return new SecretFile(path, read(path, Kind.ESME_PASSWORD), false);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot read the password: " + e, e);
        }
    }

    /**
     * Reads the password that a server of ours wants, of up to 256 characters.
     *
     * @param dataDirectory exists
     * @param file a name in it, or an absolute path
     * @throws ConfigException if the file cannot be read, or holds no such password
     */
    public static SecretFile serverPassword(Path dataDirectory, String file)
            throws ConfigException {
        Path path = dataDirectory.resolve(file);
        try {
            return new SecretFile(path, read(path, Kind.TOKEN), false);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot read the password: " + e, e);
        }
    }

    public Path path() {
        return path;
    }

    /** {@return what the file says of an account's password} */
    public EsmePassword password() {
        return secret.startsWith(PasswordHash.PREFIX)
                ? new EsmePassword.Hashed(PasswordHash.parse(secret))
                : new EsmePassword.Clear(secret);
    }

    /**
     * {@return the secret itself, for whoever is to show it}
     *
     * @throws ConfigException if the file holds its hash
     */
    public String secret() throws ConfigException {
        if (secret.startsWith(PasswordHash.PREFIX)) {
            throw new ConfigException(path + ": holds a hash, not the password itself");
        }
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

    private static String read(Path path, Kind kind) throws IOException, ConfigException {
        String secret;
        try (var in = Files.newInputStream(path)) {
            secret = new String(in.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8).stripTrailing();
        }
        if (kind == Kind.ESME_PASSWORD && secret.startsWith(PasswordHash.PREFIX)) {
            try {
                PasswordHash.parse(secret);
                return secret;
            } catch (IllegalArgumentException e) {
                throw new ConfigException(path + ": " + e.getMessage(), e);
            }
        }
        if (!secret.matches("[!-~]{1," + kind.longest + "}")) {
            throw new ConfigException(
                    path
                            + ": expected one line of 1 to "
                            + kind.longest
                            + " ASCII characters without spaces"
                            + kind.because);
        }
        return secret;
    }

    /** {@return whether it was us and not another process} */
    private static boolean make(Path path, Kind kind) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("not a file");
        }
        Path draft = Files.createTempFile(directory, ".password", ".new", ownerOnly(directory));
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer octets = StandardCharsets.US_ASCII.encode(random(kind.made) + "\n");
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

    static FileAttribute<?>[] ownerOnly(Path directory) {
        Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
    }

    /** {@return a password as it is made for a missing file} */
    public static String randomPassword() {
        return random(EsmePassword.LONGEST);
    }

    private static String random(int length) {
        StringBuilder secret = new StringBuilder(length);
        new SecureRandom()
                .ints(length, 0, ALPHABET.length())
                .forEach(i -> secret.append(ALPHABET.charAt(i)));
        return secret.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;

/** A file a body, in one directory. */
public final class FileContentStore implements ContentStore {
    /** Of a file being written: a crash leaves it, the sweep takes it away. */
    private static final String PARTIAL = ".partial";

    private final Path directory;

    /** Makes the directory if it is missing. */
    public FileContentStore(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** Whole under its name or not at all: written aside, synced, renamed, the rename synced. */
    @Override
    public void put(Token name, Octets body) throws IOException {
        if (Files.exists(file(name))) {
            throw new FileAlreadyExistsException(name.masked());
        }
        Path partial = directory.resolve(name.value() + PARTIAL);
        try {
            try (FileChannel file =
                    FileChannel.open(
                            partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                body.writeTo(Channels.newOutputStream(file));
                file.force(true);
            }
            Files.move(partial, file(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public Optional<InputStream> open(Token name) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(Token name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /** Files that are not ours are left alone. */
    @Override
    public int sweep(Predicate<Token> inUse) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean orphan =
                        Token.isToken(name) ? !inUse.test(new Token(name)) : isPartial(name);
                if (orphan && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isPartial(String name) {
        return name.endsWith(PARTIAL)
                && Token.isToken(name.substring(0, name.length() - PARTIAL.length()));
    }

    private Path file(Token name) {
        return directory.resolve(name.value());
    }
}

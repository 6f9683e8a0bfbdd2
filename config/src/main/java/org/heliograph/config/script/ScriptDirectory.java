// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts of a directory, in the order of their names, and the tables beside them. What changes
 * is read anew; a file that cannot be used leaves what it was before, with one line in the log.
 * Scripts that run meanwhile end as what they were. Put new files into place by renaming them.
 *
 * @param <T> the interface that the scripts implement
 */
public final class ScriptDirectory<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptDirectory.class);

    /** Each message passes all of them. */
    private static final int MOST_SCRIPTS = 50;

    private static final int MOST_TABLES = 50;
    private static final String SCRIPT = ".groovy";
    private static final String TABLE = ".csv";

    private final Path directory;
    private final Duration timeLimit;
    private final ScriptForm<T> form;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What files were when they were last read. */
    private Map<String, String> seen = Map.of();

    /** What files were when there were too many of them to be read. */
    private Map<String, String> tooMany = Map.of();

    private Map<String, Table> tables = Map.of();
    private volatile List<LoadedScript<T>> scripts = List.of();

    private ScriptDirectory(Path directory, ScriptForm<T> form, Duration timeLimit) {
        this.directory = directory;
        this.form = form;
        this.timeLimit = timeLimit;
    }

    /**
     * Reads what is there; a directory that is missing has no scripts, and may come.
     *
     * @param timeLimit of each run
     * @throws IOException naming the file that cannot be used, and where and why
     */
    public static <T> ScriptDirectory<T> open(
            Path directory, ScriptForm<T> form, Duration timeLimit) throws IOException {
        ScriptDirectory<T> opened = new ScriptDirectory<>(directory, form, timeLimit);
        List<String> refused = opened.read();
        if (!refused.isEmpty()) {
            throw new IOException(String.join("; ", refused));
        }
        return opened;
    }

    /**
     * {@return one script, with the tables of its directory}
     *
     * @throws IOException if a file cannot be read, or a table not be used
     */
    public static <T> LoadedScript<T> load(Path file, ScriptForm<T> form, Duration timeLimit)
            throws IOException, ScriptRefused {
        Path directory = file.toAbsolutePath().getParent();
        Map<String, Table> tables = new HashMap<>();
        if (directory != null) {
            for (String name : look(directory).keySet()) {
                if (name.endsWith(TABLE)) {
                    tables.put(stem(name), Table.read(directory.resolve(name)));
                }
            }
        }
        return compile(file, form, tables, timeLimit);
    }

    private static <T> LoadedScript<T> compile(
            Path file, ScriptForm<T> form, Map<String, Table> tables, Duration timeLimit)
            throws IOException, ScriptRefused {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return new LoadedScript<>(
                String.valueOf(file.getFileName()),
                form.contract(),
                new ScriptCompiler<>(form).compile(text),
                tables,
                timeLimit);
    }

    /** Looks for changes every so often, until it is closed. */
    public ScriptDirectory<T> watch(Duration interval) {
        Thread.ofPlatform() // compiling would hold a carrier for seconds
                .daemon()
                .name("policy-scripts")
                .start(
                        () -> {
                            try {
                                while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                                    refresh();
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        return this;
    }

    /** {@return the scripts there are now, in order; a snapshot} */
    public List<LoadedScript<T>> scripts() {
        return scripts;
    }

    /** Reads what has changed. {@return how many files cannot be used} */
    synchronized int refresh() {
        try {
            List<String> refused = read();
            refused.forEach(one -> LOG.error("script-refused {}", one));
            return refused.size();
        } catch (IOException | RuntimeException e) {
            LOG.error("script-refused file={} reason=\"{}\"", directory, e.toString());
            return 1;
        }
    }

    /** {@return what cannot be used, each in words} */
    private synchronized List<String> read() throws IOException {
        Map<String, String> now = look(directory);
        if (now.equals(seen) || now.equals(tooMany)) {
            return List.of();
        }
        if (count(now, SCRIPT) > MOST_SCRIPTS || count(now, TABLE) > MOST_TABLES) {
            tooMany = now;
            String most = "more than " + MOST_SCRIPTS + " scripts or " + MOST_TABLES + " tables";
            return List.of(problem(directory.toString(), most));
        }
        List<String> refused = new ArrayList<>();
        Map<String, Table> data = new HashMap<>();
        Map<String, LoadedScript<T>> before = new HashMap<>();
        scripts.forEach(script -> before.put(script.name(), script));
        for (String name : now.keySet()) {
            if (name.endsWith(TABLE)) {
                table(name, changed(now, name), refused, data);
            }
        }
        List<LoadedScript<T>> loaded = new ArrayList<>();
        for (String name : now.keySet()) {
            if (name.endsWith(SCRIPT)) {
                script(name, changed(now, name), before, data, refused, loaded);
            }
        }
        seen = now;
        tables = data;
        scripts = List.copyOf(loaded);
        LOG.info(
                "scripts-loaded directory={} scripts={} tables={}",
                directory,
                loaded.size(),
                data.size());
        return refused;
    }

    private static long count(Map<String, String> files, String kind) {
        return files.keySet().stream().filter(name -> name.endsWith(kind)).count();
    }

    private boolean changed(Map<String, String> now, String name) {
        String was = seen.get(name);
        return was == null || !was.equals(now.get(name));
    }

    private void table(
            String name, boolean changed, List<String> refused, Map<String, Table> data) {
        Table known = tables.get(stem(name));
        if (changed) {
            try {
                known = Table.read(directory.resolve(name));
            } catch (IOException e) {
                refused.add(problem(name, String.valueOf(e.getMessage())));
            }
        }
        if (known != null) {
            data.put(stem(name), known);
        }
    }

    private void script(
            String name,
            boolean changed,
            Map<String, LoadedScript<T>> before,
            Map<String, Table> data,
            List<String> refused,
            List<LoadedScript<T>> loaded) {
        LoadedScript<T> known = before.get(name);
        if (changed) {
            try {
                known = compile(directory.resolve(name), form, data, timeLimit);
            } catch (ScriptRefused | IOException e) {
                refused.add(problem(name, String.valueOf(e.getMessage())));
            }
        }
        if (known != null) {
            loaded.add(known.with(data));
        }
    }

    private static String problem(String name, String reason) {
        return "file=" + name + " reason=\"" + reason + "\"";
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * {@return what tells changed files from unchanged ones, by name; empty without a directory}
     */
    private static Map<String, String> look(Path directory) throws IOException {
        Map<String, String> found = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if ((name.endsWith(SCRIPT) || name.endsWith(TABLE)) && !name.startsWith(".")) {
                    var read = Files.readAttributes(file, BasicFileAttributes.class);
                    found.put(
                            name,
                            read.lastModifiedTime() + " " + read.size() + " " + read.fileKey());
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

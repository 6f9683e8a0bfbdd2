// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes the tables, with its arguments, in order, so that it can be executed again after a
 * crash: so each has to say all by itself, and leave nothing to the database, no key and no time.
 */
final class Statements {
    private static final int NULL = 0;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int OCTETS = 3;

    private static final class Statement {
        final String sql;
        final @Nullable Object[] arguments;

        Statement(String sql, @Nullable Object[] arguments) {
            this.sql = sql;
            this.arguments = arguments;
        }
    }

    private final List<Statement> statements = new ArrayList<>();

    /**
     * @param arguments text, octets, integers and instants
     */
    void add(String sql, @Nullable Object... arguments) {
        statements.add(new Statement(sql, arguments));
    }

    static int execute(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Deliveries.bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    int count() {
        return statements.size();
    }

    /** Forgets all but the first, which the caller has undone. */
    void keep(int first) {
        statements.subList(first, statements.size()).clear();
    }

    /**
     * {@return what {@link #apply} reads: the texts of all statements, each once, then the uses}
     */
    ByteBuffer octets() {
        Map<String, Integer> texts = new LinkedHashMap<>();
        statements.forEach(one -> texts.putIfAbsent(one.sql, texts.size()));
        ByteArrayOutputStream octets = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeShort(texts.size());
            for (String sql : texts.keySet()) {
                out.writeUTF(sql);
            }
            out.writeInt(statements.size());
            for (Statement one : statements) {
                out.writeShort(texts.getOrDefault(one.sql, 0));
                out.writeShort(one.arguments.length);
                for (@Nullable Object argument : one.arguments) {
                    write(argument, out);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return ByteBuffer.wrap(octets.toByteArray());
    }

    private static void write(@Nullable Object argument, DataOutputStream out) throws IOException {
        switch (argument) {
            case null -> out.writeByte(NULL);
            case String text -> {
                out.writeByte(TEXT);
                out.writeUTF(text);
            }
            case byte[] octets -> {
                out.writeByte(OCTETS);
                out.writeInt(octets.length);
                out.write(octets);
            }
            case Instant instant -> number(instant.toEpochMilli(), out);
            case Number number -> number(number.longValue(), out);
            default -> throw new IllegalArgumentException("no column is " + argument.getClass());
        }
    }

    private static void number(long number, DataOutputStream out) throws IOException {
        out.writeByte(NUMBER);
        out.writeLong(number);
    }

    /** Executes what {@link #octets} has put down. */
    static void apply(Connection connection, ByteBuffer octets) throws SQLException {
        byte[] array = new byte[octets.remaining()];
        octets.get(array);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(array))) {
            List<String> texts = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                texts.add(in.readUTF());
            }
            for (int left = in.readInt(); left > 0; left--) {
                String sql = texts.get(in.readUnsignedShort());
                @Nullable Object[] arguments = new @Nullable Object[in.readUnsignedShort()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = read(in);
                }
                execute(connection, sql, arguments);
            }
        } catch (IOException e) {
            throw new SQLException("an entry of the journal ends too early", e);
        }
    }

    private static @Nullable Object read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case NULL -> null;
            case NUMBER -> in.readLong();
            case TEXT -> in.readUTF();
            case OCTETS -> in.readNBytes(in.readInt());
            default -> throw new IOException("unknown kind of argument " + kind);
        };
    }
}

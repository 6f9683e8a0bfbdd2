// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database of a PostgreSQL server, or of one that speaks its protocol. Connections are made when
 * they are asked for; that the server is away for a while is for those who ask to bear.
 */
public final class PostgresDatabase implements SqlDatabase {
    private static final String CONNECT_SECONDS = "3";

    /**
     * No answer for so long: the network is cut. Far above what any statement takes, and short
     * enough for those who wait.
     */
    private static final String SOCKET_SECONDS = "10";

    private static final int LONGEST_PASSWORD = 1_000;

    private final String url;
    private final Properties properties;
    private final boolean synced;

    private PostgresDatabase(String url, Properties properties, boolean synced) {
        this.url = url;
        this.properties = properties;
        this.synced = synced;
    }

    /**
     * @param dataDirectory where the file with the password is, unless it has an absolute path
     * @throws ConfigException if the settings make no sense, or the password cannot be read
     */
    static PostgresDatabase of(SmscSettings.Store settings, Path dataDirectory)
            throws ConfigException {
        try {
            DriverManager.getDriver(settings.url());
        } catch (SQLException e) {
            throw new ConfigException("smsc.store.url: no address of a PostgreSQL database", e);
        }
        var properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.passwordFile().isEmpty()) {
            properties.setProperty(
                    "password", password(dataDirectory.resolve(settings.passwordFile())));
        }
        properties.setProperty("ApplicationName", "heliograph");
        properties.setProperty("reWriteBatchedInserts", "true"); // many rows in a statement
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("logServerErrorDetail", "false"); // it quotes texts of messages
        return new PostgresDatabase(settings.url(), properties, settings.synced());
    }

    private static String password(Path file) throws ConfigException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_PASSWORD), StandardCharsets.UTF_8)
                    .stripTrailing();
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot read the password: " + e, e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            // stores ask by index: a plan made while a table was small would stay as it grows
            statement.execute("SET enable_seqscan = off");
            commitAsSet(statement);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    /** The server's own setting may be safer than ours, and stays then. */
    private void commitAsSet(Statement statement) throws SQLException {
        if (!synced) {
            statement.execute("SET synchronous_commit = off");
            return;
        }
        try (ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            if (!row.getString(1).equals("off")) {
                return;
            }
        }
        statement.execute("SET synchronous_commit = on");
    }

    /** The server syncs when it commits. */
    @Override
    public void sync(Connection connection) {}

    @Override
    public void close() {}
}

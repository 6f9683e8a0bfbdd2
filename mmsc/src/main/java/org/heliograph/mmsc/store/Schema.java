// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables. */
final class Schema {
    private static final String[] STATEMENTS = {
        // headers: an M-Send.req without its body; open_recipients: how many are not done
        """
        CREATE TABLE IF NOT EXISTS message (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            message_id VARCHAR(255) NOT NULL UNIQUE,
            sender VARCHAR(15) NOT NULL,
            headers VARBINARY(1048576) NOT NULL,
            content VARCHAR(22) NOT NULL UNIQUE,
            content_octets BIGINT NOT NULL,
            accepted_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
            expires_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
            open_recipients INT NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS message_expiry ON message (expires_at)",
        // push: the kind of push that waits for next_attempt_at, if one waits
        """
        CREATE TABLE IF NOT EXISTS recipient (
            token VARCHAR(22) NOT NULL PRIMARY KEY,
            message BIGINT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
            address VARCHAR(15) NOT NULL,
            transaction_id VARCHAR(40) NOT NULL,
            state VARCHAR(10) NOT NULL,
            changed_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
            attempts INT NOT NULL,
            push VARCHAR(20),
            next_attempt_at TIMESTAMP(3) WITH TIME ZONE,
            UNIQUE (address, transaction_id))
        """,
        "CREATE INDEX IF NOT EXISTS recipient_message ON recipient (message)",
        "CREATE INDEX IF NOT EXISTS recipient_push ON recipient (push, next_attempt_at)",
        // one row, written to see whether anything can be
        "CREATE TABLE IF NOT EXISTS probe (id INT PRIMARY KEY, written BIGINT NOT NULL)",
    };

    private Schema() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
        }
    }
}

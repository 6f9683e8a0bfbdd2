// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.util.List;

/** The tables, one step for each version of the database. Times are milliseconds since 1970. */
final class Schema {
    /** Step n leads from version n to version n + 1. Steps are only ever added. */
    static final List<List<String>> STEPS =
            List.of(
                    List.of( // some databases of this form have no version: IF NOT EXISTS
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
                            "CREATE INDEX IF NOT EXISTS recipient_push"
                                    + " ON recipient (push, next_attempt_at)",
                            // one row, written to see whether anything can be
                            "CREATE TABLE IF NOT EXISTS probe"
                                    + " (id INT PRIMARY KEY, written BIGINT NOT NULL)"),
                    List.of(
                            // headers: an M-Send.req without its body; content: that of several
                            // messages where one forwards the other; open_recipients: how many are
                            // not done; fingerprint: by which a repeat is known
                            """
                            CREATE TABLE new_message (
                                id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                                message_id VARCHAR(255) NOT NULL UNIQUE,
                                sender VARCHAR(15) NOT NULL,
                                headers VARBINARY(1048576) NOT NULL,
                                content VARCHAR(22) NOT NULL,
                                content_octets BIGINT NOT NULL,
                                accepted_at BIGINT NOT NULL,
                                expires_at BIGINT NOT NULL,
                                open_recipients INT NOT NULL,
                                fingerprint BIGINT NOT NULL)
                            """,
                            """
                            INSERT INTO new_message (message_id, sender, headers, content,
                                content_octets, accepted_at, expires_at, open_recipients,
                                fingerprint)
                            SELECT message_id, sender, headers, content, content_octets,
                                CAST(EXTRACT(EPOCH FROM accepted_at) * 1000 AS BIGINT),
                                CAST(EXTRACT(EPOCH FROM expires_at) * 1000 AS BIGINT),
                                open_recipients, 0
                            FROM message
                            """,
                            // push: the kind of push that waits for next_attempt_at, if one waits
                            """
                            CREATE TABLE new_recipient (
                                token VARCHAR(22) NOT NULL PRIMARY KEY,
                                message BIGINT NOT NULL
                                    REFERENCES new_message (id) ON DELETE CASCADE,
                                address VARCHAR(330) NOT NULL,
                                transaction_id VARCHAR(40) NOT NULL,
                                state VARCHAR(10) NOT NULL,
                                refusal VARCHAR(20) DEFAULT 'NONE' NOT NULL,
                                changed_at BIGINT NOT NULL,
                                attempts INT NOT NULL,
                                push VARCHAR(20),
                                next_attempt_at BIGINT,
                                read_status VARCHAR(30),
                                read_at BIGINT,
                                UNIQUE (address, transaction_id))
                            """,
                            """
                            INSERT INTO new_recipient (token, message, address, transaction_id,
                                state, changed_at, attempts, push, next_attempt_at)
                            SELECT r.token, n.id, r.address, r.transaction_id, r.state,
                                CAST(EXTRACT(EPOCH FROM r.changed_at) * 1000 AS BIGINT), r.attempts,
                                r.push,
                                CAST(EXTRACT(EPOCH FROM r.next_attempt_at) * 1000 AS BIGINT)
                            FROM recipient r JOIN message m ON m.id = r.message
                                JOIN new_message n ON n.message_id = m.message_id
                            """,
                            // what the SMSC had taken is notified again, as the others are
                            """
                            UPDATE new_recipient SET push = 'NOTIFICATION',
                                next_attempt_at = changed_at
                            WHERE state IN ('NOTIFIED', 'DEFERRED')
                            """,
                            "DROP TABLE recipient",
                            "DROP TABLE message",
                            "ALTER TABLE new_message RENAME TO message",
                            "ALTER TABLE new_recipient RENAME TO recipient",
                            "CREATE INDEX message_by_expiry ON message (expires_at)",
                            "CREATE INDEX message_by_content ON message (content)",
                            "CREATE INDEX message_by_fingerprint ON message (fingerprint, sender)",
                            "CREATE INDEX recipient_by_message ON recipient (message)",
                            "CREATE INDEX recipient_by_push ON recipient (push, next_attempt_at)"),
                    List.of( // messages as web pages, by the token in their link
                            """
                            CREATE TABLE page (
                                token VARCHAR(22) NOT NULL PRIMARY KEY,
                                recipient VARCHAR(22) NOT NULL UNIQUE
                                    REFERENCES recipient (token) ON DELETE CASCADE)
                            """),
                    List.of( // messages in MMBoxes, each with what it was sent with, for the
                            // message it was stored from is forgotten before; flags: one a line
                            """
                            CREATE TABLE mmbox (
                                token VARCHAR(22) NOT NULL PRIMARY KEY,
                                owner VARCHAR(15) NOT NULL,
                                origin VARCHAR(270) NOT NULL,
                                message_id VARCHAR(255) NOT NULL,
                                sender VARCHAR(15) NOT NULL,
                                headers VARBINARY(1048576) NOT NULL,
                                content VARCHAR(22) NOT NULL,
                                content_octets BIGINT NOT NULL,
                                accepted_at BIGINT NOT NULL,
                                expires_at BIGINT NOT NULL,
                                state VARCHAR(10) NOT NULL,
                                flags VARCHAR(500) NOT NULL,
                                stored_at BIGINT NOT NULL,
                                UNIQUE (owner, origin))
                            """,
                            "CREATE INDEX mmbox_by_content ON mmbox (content)",
                            "CREATE INDEX mmbox_by_expiry ON mmbox (expires_at)"));

    private Schema() {}
}

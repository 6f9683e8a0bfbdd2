// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.heliograph.config.SchemaSteps;

/** Brings the database to the form this release wants, one step for each version. */
final class Schema {
    /** Stands for the type of {@link Dialect#octets}. */
    private static final String OCTETS = "OCTETS";

    /** Step n leads from version n to version n + 1. Steps are only ever added. */
    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE message (
                                id BIGINT PRIMARY KEY,
                                destination VARCHAR(80) NOT NULL,
                                body OCTETS NOT NULL)
                            """,
                            "CREATE INDEX message_by_destination ON message (destination, id)",
                            "CREATE TABLE next_message_id (id BIGINT NOT NULL)",
                            // ten digits, as receipts usually show
                            "INSERT INTO next_message_id VALUES (1000000000)"),
                    List.of(
                            """
                            CREATE TABLE final_state (
                                id BIGINT PRIMARY KEY,
                                account VARCHAR(16) NOT NULL,
                                source VARCHAR(40) NOT NULL,
                                state SMALLINT NOT NULL,
                                reached_at BIGINT NOT NULL)
                            """,
                            "CREATE INDEX final_state_by_time ON final_state (reached_at)"),
                    List.of(
                            """
                            CREATE TABLE scheduled (
                                id BIGINT PRIMARY KEY,
                                destination VARCHAR(80) NOT NULL,
                                due_at BIGINT NOT NULL,
                                body OCTETS NOT NULL)
                            """,
                            "CREATE INDEX scheduled_by_time ON scheduled (due_at, id)",
                            "CREATE INDEX scheduled_by_destination"
                                    + " ON scheduled (destination, id)"),
                    List.of(
                            """
                            CREATE TABLE forwarded (
                                id BIGINT PRIMARY KEY,
                                upstream VARCHAR(20) NOT NULL,
                                upstream_id VARCHAR(65) NOT NULL,
                                expires_at BIGINT NOT NULL,
                                body OCTETS NOT NULL)
                            """,
                            "CREATE INDEX forwarded_by_upstream_id"
                                    + " ON forwarded (upstream, upstream_id)",
                            "CREATE INDEX forwarded_by_expiry ON forwarded (expires_at)",
                            """
                            CREATE TABLE early_receipt (
                                upstream VARCHAR(20) NOT NULL,
                                ids VARCHAR(300) NOT NULL,
                                addresses VARCHAR(60) NOT NULL,
                                state SMALLINT NOT NULL,
                                error VARCHAR(10) NOT NULL,
                                kept_at BIGINT NOT NULL)
                            """,
                            "CREATE INDEX early_receipt_by_time ON early_receipt (kept_at)",
                            "CREATE INDEX early_receipt_by_ids ON early_receipt (upstream, ids)"),
                    List.of( // only where nodes share the database
                            """
                            CREATE TABLE node (
                                id BIGINT PRIMARY KEY,
                                seen_at TIMESTAMP WITH TIME ZONE NOT NULL)
                            """,
                            """
                            CREATE TABLE claim (
                                destination VARCHAR(80) PRIMARY KEY,
                                node BIGINT NOT NULL,
                                wanted_by BIGINT)
                            """,
                            "CREATE INDEX claim_by_node ON claim (node, wanted_by)",
                            """
                            CREATE TABLE arrival (
                                destination VARCHAR(80) PRIMARY KEY,
                                first_id BIGINT NOT NULL)
                            """),
                    List.of("ALTER TABLE final_state ADD COLUMN cause INTEGER DEFAULT 0 NOT NULL"),
                    List.of( // only where there is a journal
                            "CREATE TABLE journal_position (applied BIGINT NOT NULL)",
                            "INSERT INTO journal_position VALUES (0)"),
                    List.of("DROP INDEX final_state_by_time"),
                    List.of(
                            """
                            CREATE TABLE registration (
                                subscriber VARCHAR(15) NOT NULL,
                                device VARCHAR(600) NOT NULL,
                                expires_at BIGINT NOT NULL,
                                details VARCHAR(20000) NOT NULL,
                                node BIGINT NOT NULL,
                                changed BIGINT NOT NULL,
                                PRIMARY KEY (subscriber, device))
                            """,
                            "CREATE INDEX registration_by_expiry ON registration (expires_at)",
                            "CREATE INDEX registration_by_change ON registration (changed)"),
                    List.of(
                            """
                            CREATE TABLE quarantine (
                                id BIGINT PRIMARY KEY,
                                submission BIGINT NOT NULL,
                                code VARCHAR(40) NOT NULL,
                                reason VARCHAR(200) NOT NULL,
                                held_at BIGINT NOT NULL,
                                due_at BIGINT NOT NULL,
                                destination VARCHAR(80) NOT NULL,
                                body OCTETS NOT NULL)
                            """,
                            "CREATE INDEX quarantine_by_submission"
                                    + " ON quarantine (submission, id)",
                            "CREATE INDEX quarantine_by_time ON quarantine (held_at)"));

    private Schema() {}

    static void bring(Connection connection, Dialect dialect) throws SQLException {
        SchemaSteps.bring(
                connection,
                STEPS.stream()
                        .map(
                                step ->
                                        step.stream()
                                                .map(sql -> sql.replace(OCTETS, dialect.octets()))
                                                .toList())
                        .toList());
    }
}

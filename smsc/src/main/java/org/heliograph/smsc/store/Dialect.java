// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import org.heliograph.config.SqlDatabase;

/**
 * All that the databases differ in.
 *
 * @param database whose it is
 * @param octets the type of a column of up to 4,000 octets
 * @param insertUnlessThere keeps a message that may be there already
 * @param endUnlessThere keeps a final state that may be there already
 * @param forwardUnlessThere keeps a forwarded message that may be there already
 * @param keepRegistration puts a registration in the place of the device's last one
 * @param deletesByArray whether one statement with all ids is far faster than a statement for each
 * @param writers how many transactions under way do good
 */
record Dialect(
        SqlDatabase.Dialect database,
        String octets,
        String insertUnlessThere,
        String endUnlessThere,
        String forwardUnlessThere,
        String keepRegistration,
        boolean deletesByArray,
        int writers) {

    private static final Dialect H2 =
            new Dialect(
                    SqlDatabase.Dialect.H2,
                    "VARBINARY(4000)",
                    "MERGE INTO message (id, destination, body) KEY (id) VALUES (?, ?, ?)",
                    "MERGE INTO final_state (id, account, source, state, cause, reached_at) KEY"
                            + " (id) VALUES (?, ?, ?, ?, ?, ?)",
                    "MERGE INTO forwarded (id, upstream, upstream_id, expires_at, body) KEY (id)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    "MERGE INTO registration (subscriber, device, expires_at, details, node,"
                            + " changed) KEY (subscriber, device) VALUES (?, ?, ?, ?, ?, 0)",
                    false,
                    1);

    private static final Dialect POSTGRESQL =
            new Dialect(
                    SqlDatabase.Dialect.POSTGRESQL,
                    "BYTEA",
                    "INSERT INTO message (id, destination, body) VALUES (?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    "INSERT INTO final_state (id, account, source, state, cause, reached_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    "INSERT INTO forwarded (id, upstream, upstream_id, expires_at, body)"
                            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    "INSERT INTO registration (subscriber, device, expires_at, details, node,"
                            + " changed) VALUES (?, ?, ?, ?, ?, txid_current())"
                            + " ON CONFLICT (subscriber, device) DO UPDATE SET"
                            + " expires_at = EXCLUDED.expires_at, details = EXCLUDED.details,"
                            + " node = EXCLUDED.node, changed = EXCLUDED.changed",
                    true,
                    2);

    static Dialect of(SqlDatabase database) {
        return switch (database.dialect()) {
            case H2 -> H2;
            case POSTGRESQL -> POSTGRESQL;
        };
    }
}

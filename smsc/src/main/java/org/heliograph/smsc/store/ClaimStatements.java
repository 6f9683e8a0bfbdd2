// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is said to the tables {@code node}, {@code claim} and {@code arrival} on one connection.
 * Rows of several destinations are written in their order, so that nodes do not wait for each other
 * in a ring. Nothing here is beyond what PostgreSQL-compatible distributed databases run.
 */
final class ClaimStatements {
    /** Not seen for so long, a node is dead, by the database's clock. */
    private static final String DEAD = "CURRENT_TIMESTAMP - INTERVAL '5 seconds'";

    private static final String WANTED_BY_ONE_THAT_LIVES =
            "EXISTS (SELECT 1 FROM node WHERE node.id = claim.wanted_by AND node.seen_at >= "
                    + DEAD
                    + ")";

    private final Connection connection;

    ClaimStatements(Connection connection) {
        this.connection = connection;
    }

    /**
     * What came of wanting destinations.
     *
     * @param mine that the node holds now
     * @param behind those of them that something waited for already
     */
    record Gained(Set<String> mine, Set<String> behind) {
        static final Gained NOTHING = new Gained(Set.of(), Set.of());
    }

    /**
     * Claims destinations for which messages are being stored; the holders of those that others
     * hold are told where to read.
     *
     * @param firsts the smallest id for each
     */
    Gained gain(SortedMap<String, Long> firsts, long node) throws SQLException {
        Set<String> mine =
                texts(
                        "INSERT INTO claim (destination, node) SELECT d, ? FROM unnest(?) AS d"
                                + " ORDER BY d ON CONFLICT DO NOTHING RETURNING destination",
                        node,
                        array(firsts.keySet()));
        Set<String> behind =
                mine.isEmpty()
                        ? new HashSet<>()
                        : texts(
                                "DELETE FROM arrival WHERE destination IN (SELECT destination"
                                        + " FROM arrival WHERE destination = ANY (?)"
                                        + " FOR UPDATE SKIP LOCKED) RETURNING destination",
                                array(mine));
        var others = new TreeMap<>(firsts);
        others.keySet().removeAll(mine);
        if (!others.isEmpty()) { // another thread was faster, or another node has given them to us
            Set<String> ours =
                    texts(
                            "SELECT destination FROM claim WHERE destination = ANY (?)"
                                    + " AND node = ?",
                            array(others.keySet()),
                            node);
            others.keySet().removeAll(ours);
            mine.addAll(ours);
            behind.addAll(ours); // what was given away has its backlog
            arrive(others);
        }
        return new Gained(mine, behind);
    }

    /** Tells whoever holds these destinations, or finds them without a holder, where to read. */
    void arrive(SortedMap<String, Long> firsts) throws SQLException {
        if (!firsts.isEmpty()) {
            update(
                    "INSERT INTO arrival (destination, first_id) SELECT d, f"
                            + " FROM unnest(?, ?) AS t (d, f) ORDER BY d"
                            + " ON CONFLICT (destination) DO UPDATE"
                            + " SET first_id = LEAST(arrival.first_id, EXCLUDED.first_id)",
                    array(firsts.keySet()),
                    connection.createArrayOf("bigint", firsts.values().toArray()));
        }
    }

    /**
     * Has the other nodes that hold these destinations read all that waits for them, and try it.
     * For what nobody holds nothing waits, or it is on its way to somebody who will try it.
     *
     * @return how many they are
     */
    int alert(Collection<String> destinations, long node) throws SQLException {
        return update(
                "INSERT INTO arrival (destination, first_id) SELECT destination, 0 FROM claim"
                        + " WHERE destination = ANY (?) AND node <> ? ORDER BY destination"
                        + " ON CONFLICT (destination) DO UPDATE SET first_id = 0",
                array(destinations),
                node);
    }

    /** Claims what has arrived and has no holder, and takes what has arrived for the node. */
    Map<String, Long> takeArrivals(long node, int most) throws SQLException {
        update(
                "INSERT INTO claim (destination, node) SELECT a.destination, ? FROM arrival a"
                        + " WHERE NOT EXISTS (SELECT 1 FROM claim c"
                        + " WHERE c.destination = a.destination)"
                        + " ORDER BY a.destination LIMIT ? ON CONFLICT DO NOTHING",
                node,
                most);
        var taken = new TreeMap<String, Long>();
        try (PreparedStatement statement =
                        prepared(
                                "DELETE FROM arrival WHERE destination IN (SELECT a.destination"
                                        + " FROM arrival a JOIN claim c"
                                        + " ON c.destination = a.destination AND c.node = ?"
                                        + " LIMIT ? FOR UPDATE OF a SKIP LOCKED)"
                                        + " RETURNING destination, first_id",
                                node,
                                most);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                taken.put(row.getString(1), row.getLong(2));
            }
        }
        return taken;
    }

    /**
     * A node at which destinations can be reached holds them, or is to be given them.
     *
     * @return those it has gained at once
     */
    Set<String> want(Collection<String> destinations, long node) throws SQLException {
        return texts(
                "INSERT INTO claim AS c (destination, node) SELECT d, ? FROM unnest(?) AS d"
                        + " ORDER BY d ON CONFLICT (destination) DO UPDATE"
                        + " SET wanted_by = EXCLUDED.node"
                        + " WHERE c.node <> EXCLUDED.node AND c.wanted_by IS NULL"
                        + " RETURNING CASE WHEN c.node = ? THEN c.destination END",
                node,
                array(destinations),
                node);
    }

    /** {@return those that nobody holds, or others whom nobody has asked for them} */
    Set<String> unasked(Collection<String> destinations, long node) throws SQLException {
        return texts(
                "SELECT d FROM unnest(?) AS d WHERE NOT EXISTS (SELECT 1 FROM claim c"
                        + " WHERE c.destination = d"
                        + " AND (c.node = ? OR c.wanted_by IS NOT NULL))",
                array(destinations),
                node);
    }

    /** {@return what the node holds and others want, who live: what dead ones want is forgotten} */
    Set<String> wantedOf(long node) throws SQLException {
        update(
                "UPDATE claim SET wanted_by = NULL WHERE node = ? AND wanted_by IS NOT NULL"
                        + " AND NOT "
                        + WANTED_BY_ONE_THAT_LIVES,
                node);
        return texts(
                "SELECT destination FROM claim WHERE node = ? AND wanted_by IS NOT NULL LIMIT 5000",
                node);
    }

    /**
     * Gives destinations to those who want them, who will read all that waits for them.
     *
     * @return those
     */
    Set<String> handOver(Collection<String> destinations, long node) throws SQLException {
        Set<String> given =
                texts(
                        "UPDATE claim SET node = wanted_by, wanted_by = NULL"
                                + " WHERE destination = ANY (?) AND node = ?"
                                + " AND "
                                + WANTED_BY_ONE_THAT_LIVES
                                + " RETURNING destination",
                        array(destinations),
                        node);
        var firsts = new TreeMap<String, Long>();
        given.forEach(destination -> firsts.put(destination, 0L));
        arrive(firsts);
        return given;
    }

    /** Lets go of destinations that nothing waits for. {@return those} */
    Set<String> release(Collection<String> destinations, long node) throws SQLException {
        return texts(
                "DELETE FROM claim c WHERE destination = ANY (?) AND node = ?"
                        + " AND wanted_by IS NULL AND NOT EXISTS"
                        + " (SELECT 1 FROM message m WHERE m.destination = c.destination)"
                        + " RETURNING destination",
                array(destinations),
                node);
    }

    void join(long node) throws SQLException {
        update("INSERT INTO node (id, seen_at) VALUES (?, CURRENT_TIMESTAMP)", node);
    }

    /** Lets others take what the node holds. */
    void part(long node) throws SQLException {
        update(
                "UPDATE node SET seen_at = CURRENT_TIMESTAMP - INTERVAL '10 seconds'"
                        + " WHERE id = ?",
                node);
    }

    /** {@return whether the node lives still} */
    boolean beat(long node) throws SQLException {
        return update(
                        "UPDATE node SET seen_at = CURRENT_TIMESTAMP WHERE id = ?"
                                + " AND seen_at > "
                                + DEAD,
                        node)
                == 1;
    }

    /** {@return nodes that are dead; those that have been for an hour are forgotten} */
    List<Long> dead() throws SQLException {
        update(
                "DELETE FROM node WHERE seen_at < CURRENT_TIMESTAMP - INTERVAL '1 hour'"
                        + " AND NOT EXISTS (SELECT 1 FROM claim WHERE node = node.id)");
        var dead = new ArrayList<Long>();
        for (String id : texts("SELECT CAST(id AS VARCHAR) FROM node WHERE seen_at < " + DEAD)) {
            dead.add(Long.valueOf(id));
        }
        return dead;
    }

    /** {@return what the node has now of what a dead one had, at most so many} */
    Set<String> takeOver(long dead, long node, int most) throws SQLException {
        return texts(
                "UPDATE claim SET node = ?, wanted_by = NULLIF(wanted_by, ?)"
                        + " WHERE destination IN (SELECT destination FROM claim"
                        + " WHERE node = ? LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING destination",
                node,
                node,
                dead,
                most);
    }

    private Array array(Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.stream().sorted().toArray());
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql); // the driver keeps them
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Array array -> statement.setArray(i + 1, array);
                default -> throw new IllegalArgumentException(sql);
            }
        }
        return statement;
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    private Set<String> texts(String sql, Object... values) throws SQLException {
        var texts = new HashSet<String>();
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String text = row.getString(1);
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}

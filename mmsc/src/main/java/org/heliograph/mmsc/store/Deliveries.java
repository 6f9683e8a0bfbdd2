// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.subscribers.Msisdn;

/** Rows of both tables, joined, and back. */
final class Deliveries {
    private static final String SELECT =
            """
            SELECT m.message_id, m.sender, m.headers, m.content, m.content_octets, m.accepted_at,
                   m.expires_at, r.token, r.address, r.transaction_id, r.state, r.changed_at,
                   r.attempts
            FROM recipient r JOIN message m ON m.id = r.message
            """;

    private Deliveries() {}

    /**
     * @param conditions WHERE and what follows, over {@code m} and {@code r}
     * @param arguments in the order of its question marks: text, numbers and instants
     */
    static List<Delivery> select(Connection connection, String conditions, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + conditions)) {
            bind(statement, arguments);
            List<Delivery> deliveries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    deliveries.add(new Delivery(message(rows), recipient(rows)));
                }
            }
            return deliveries;
        }
    }

    static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            statement.setObject(
                    i + 1,
                    argument instanceof Instant instant
                            ? instant.atOffset(ZoneOffset.UTC)
                            : argument);
        }
    }

    static byte[] headers(MmsHeaders headers) {
        return MmsCodec.encode(new MSendReq(headers, Octets.EMPTY)).toArray();
    }

    private static MultimediaMessage message(ResultSet row) throws SQLException {
        return new MultimediaMessage(
                new MessageId(row.getString(1)),
                new Msisdn(row.getString(2)),
                headers(row.getBytes(3)),
                new Token(row.getString(4)),
                row.getLong(5),
                instant(row, 6),
                instant(row, 7));
    }

    private static Recipient recipient(ResultSet row) throws SQLException {
        return new Recipient(
                new Token(row.getString(8)),
                new Msisdn(row.getString(9)),
                row.getString(10),
                RecipientState.valueOf(row.getString(11)),
                instant(row, 12),
                row.getInt(13));
    }

    private static MmsHeaders headers(byte[] octets) {
        try {
            OctetReader in = new OctetReader(Octets.ofOwned(octets), Reading.kind());
            return MmsCodec.decode(in).headers();
        } catch (DecodeException e) {
            throw new IllegalStateException("stored headers cannot be read", e);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

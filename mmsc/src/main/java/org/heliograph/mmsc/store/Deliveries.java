// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.ReadReport;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Rows of both tables, joined, and back. */
final class Deliveries {
    private static final String SELECT =
            """
            SELECT m.message_id, m.sender, m.headers, m.content, m.content_octets, m.accepted_at,
                   m.expires_at, r.token, r.address, r.transaction_id, r.state, r.refusal,
                   r.changed_at, r.attempts, r.read_status, r.read_at
            FROM recipient r JOIN message m ON m.id = r.message
            """;

    private static final String SHORT_CODE = "short:";
    private static final String EMAIL = "mail:";
    private static final String UNRESOLVED = "other:";

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

    static void bind(PreparedStatement statement, @Nullable Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            @Nullable Object argument = arguments[i];
            statement.setObject(
                    i + 1, argument instanceof Instant instant ? instant.toEpochMilli() : argument);
        }
    }

    static Octets headers(MmsHeaders headers) {
        return MmsCodec.encode(new MSendReq(headers, Octets.EMPTY));
    }

    /** {@return the message in the first seven columns, in the order of those above} */
    static MultimediaMessage message(ResultSet row) throws SQLException {
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
                address(row.getString(9)),
                row.getString(10),
                RecipientState.valueOf(row.getString(11)),
                Refusal.valueOf(row.getString(12)),
                instant(row, 13),
                row.getInt(14),
                readReport(row));
    }

    private static ReadReport readReport(ResultSet row) throws SQLException {
        String status = row.getString(15);
        return status == null
                ? new ReadReport.Missing()
                : new ReadReport.Received(ReadStatus.valueOf(status), instant(row, 16));
    }

    /** {@return the address as its column has it: digits are those of a phone} */
    static String column(Address address) {
        return switch (address) {
            case Address.Phone(Msisdn msisdn) -> msisdn.digits();
            case Address.ShortCode(String digits) -> SHORT_CODE + digits;
            case Address.Email(String text) -> EMAIL + text;
            case Address.Unresolved(String text) -> UNRESOLVED + text;
        };
    }

    private static Address address(String column) {
        String rest = column.substring(column.indexOf(':') + 1);
        if (column.startsWith(SHORT_CODE)) {
            return new Address.ShortCode(rest);
        }
        if (column.startsWith(EMAIL)) {
            return new Address.Email(rest);
        }
        return column.startsWith(UNRESOLVED)
                ? new Address.Unresolved(rest)
                : Address.of(new Msisdn(column));
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
        return Instant.ofEpochMilli(row.getLong(column));
    }
}

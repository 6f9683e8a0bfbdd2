// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.time.Instant;
import java.util.List;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.subscribers.Msisdn;

/** Pushes that wait, in the {@link Database}. */
public final class JdbcPushStore implements PushStore {
    private final Database database;

    public JdbcPushStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Delivery> due(PushKind kind, Instant now, int limit) {
        return database.read(
                c ->
                        Deliveries.select(
                                c,
                                """
                                WHERE r.push = ? AND r.next_attempt_at <= ?
                                ORDER BY r.push, r.next_attempt_at LIMIT ?
                                """,
                                kind.name(),
                                now,
                                limit));
    }

    @Override
    public void postpone(Token recipient, PushKind kind, Instant nextAttemptAt) {
        database.write(
                c -> {
                    c.recent().dropOf(recipient);
                    return c.update(
                            """
                                UPDATE recipient SET attempts = attempts + 1,
                                    next_attempt_at = GREATEST(next_attempt_at, ?)
                                WHERE token = ? AND push = ?
                                """,
                            nextAttemptAt,
                            recipient.value(),
                            kind.name());
                });
    }

    @Override
    public void end(Token recipient, PushKind kind, Instant now) {
        database.write(
                c -> {
                    c.recent().dropOf(recipient);
                    return c.update(
                            """
                                UPDATE recipient SET attempts = 0,
                                    push = CASE WHEN push = 'DELIVERY_REPORT'
                                        AND read_status IS NOT NULL THEN 'READ_REPORT' END,
                                    next_attempt_at = CASE WHEN push = 'DELIVERY_REPORT'
                                        AND read_status IS NOT NULL THEN CAST(? AS BIGINT) END
                                WHERE token = ? AND push = ?
                                """,
                            now,
                            recipient.value(),
                            kind.name());
                });
    }

    @Override
    public int hasten(Msisdn subscriber, Instant at) {
        return database.write(
                c ->
                        c.update(
                                """
                                UPDATE recipient SET next_attempt_at = ?
                                WHERE address = ? AND push = 'NOTIFICATION'
                                    AND next_attempt_at > ?
                                    AND (state = 'NOTIFIED' OR state = 'DUE' AND attempts > 0)
                                """,
                                at,
                                subscriber.digits(),
                                at));
    }
}

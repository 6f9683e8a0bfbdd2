// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.credit;

import java.time.Instant;
import org.heliograph.charging.rating.RatingRequest;
import org.heliograph.charging.rating.Usage;

/**
 * What somebody is to pay for. The same id is the same event, however often it is said: it has to
 * be one that survives a restart, such as the message's with what is charged of it.
 *
 * @param id 1 to 64 ASCII characters
 * @param category {@code sms} or {@code mms}, as tariffs name it
 * @param account whose balance it is, 1 to 64 characters
 * @param subject whose tariff it is; often the account; at most 64 characters, as the destination
 */
public record ChargeableEvent(
        String id,
        String category,
        String account,
        String subject,
        String destination,
        Instant time,
        Usage usage) {

    private static final int LONGEST = 64;

    public ChargeableEvent {
        if (id.isEmpty()
                || id.length() > LONGEST
                || !id.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException("an id has 1 to 64 ASCII characters");
        }
        if (account.isEmpty() || account.length() > LONGEST) {
            throw new IllegalArgumentException("an account has 1 to 64 characters");
        }
        if (category.length() > LONGEST
                || subject.length() > LONGEST
                || destination.length() > LONGEST) {
            throw new IllegalArgumentException("at most 64 characters");
        }
    }

    /** {@return what its price is asked by} */
    public RatingRequest priced(String tenant) {
        return new RatingRequest(category, tenant, subject, destination, time, usage);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.time.Instant;

/**
 * What is to be priced.
 *
 * @param category {@code sms}, {@code mms}, {@code call}, {@code data}, or whatever else the
 *     profiles have
 * @param subject who pays, as the profiles name it
 * @param destination digits, with or without {@code +}
 * @param answerTime when the usage began
 */
public record RatingRequest(
        String category,
        String tenant,
        String subject,
        String destination,
        Instant answerTime,
        Usage usage) {}

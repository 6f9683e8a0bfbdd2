// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.register;

import java.time.Instant;
import org.heliograph.subscribers.Msisdn;

/**
 * One way to a subscriber, as it is kept.
 *
 * @param device tells it from the subscriber's others; at most {@link #LONGEST_DEVICE} characters
 * @param expiresAt to the millisecond; one that has ended before its time has ended then
 * @param details what whoever registered it wants to know again; at most {@link #LONGEST_DETAILS}
 *     characters
 */
public record Registration(Msisdn subscriber, String device, Instant expiresAt, String details) {
    public static final int LONGEST_DEVICE = 600;
    public static final int LONGEST_DETAILS = 20_000;

    public Registration {
        if (device.length() > LONGEST_DEVICE || details.length() > LONGEST_DETAILS) {
            throw new IllegalArgumentException("too long to be kept");
        }
        expiresAt = Instant.ofEpochMilli(expiresAt.toEpochMilli());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;

/**
 * How a submission is to be handled, where that is not the usual way.
 *
 * @param deliverAt no attempt is made before; {@link Instant#MIN}: at once
 */
public record Handling(Instant deliverAt) {
    public static final Handling USUAL = new Handling(Instant.MIN);
}

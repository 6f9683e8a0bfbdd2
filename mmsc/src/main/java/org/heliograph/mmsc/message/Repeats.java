// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;

/**
 * By what a submission is known when the user agent, which did not see its answer, sends it again.
 *
 * @param fingerprint of its transaction id, headers and body
 * @param since submissions before this were others
 */
public record Repeats(long fingerprint, Instant since) {}

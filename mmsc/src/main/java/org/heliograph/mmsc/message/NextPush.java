// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;

/** The push about a recipient that follows a change of its state. */
public sealed interface NextPush {
    record None() implements NextPush {}

    record At(PushKind kind, Instant at) implements NextPush {}
}

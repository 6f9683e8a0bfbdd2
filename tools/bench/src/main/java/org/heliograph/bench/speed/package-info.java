// SPDX-License-Identifier: Apache-2.0

/** How many short messages a second the centre carries, beside the floor and a peer, in one run. */
@NullMarked
package org.heliograph.bench.speed;

import org.jspecify.annotations.NullMarked;

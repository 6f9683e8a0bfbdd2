// SPDX-License-Identifier: Apache-2.0

/** Watching what goes over a socket, from outside the two programs that talk. */
@NullMarked
package org.heliograph.tools.wire;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/**
 * Watching from outside: the PDUs that pass a socket, the events of a peer, and waiting for them.
 */
@NullMarked
package org.heliograph.tools.wire;

import org.jspecify.annotations.NullMarked;

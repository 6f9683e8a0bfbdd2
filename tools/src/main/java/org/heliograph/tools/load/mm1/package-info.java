// SPDX-License-Identifier: Apache-2.0

/**
 * A load on MM1: user agents that send and fetch over kept HTTP connections, and the SMSC that
 * brings them their notifications.
 */
@NullMarked
package org.heliograph.tools.load.mm1;

import org.jspecify.annotations.NullMarked;

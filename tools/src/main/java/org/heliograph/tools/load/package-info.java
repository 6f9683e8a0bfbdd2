// SPDX-License-Identifier: Apache-2.0

/**
 * The load generator: sends what an operator describes, follows every message from its submission
 * to its delivery, and says how fast it went and what was lost.
 */
@NullMarked
package org.heliograph.tools.load;

import org.jspecify.annotations.NullMarked;

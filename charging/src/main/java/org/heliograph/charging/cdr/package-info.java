// SPDX-License-Identifier: Apache-2.0

/**
 * Charging data records: what they hold, how they wait beside a message's outcome, and how they get
 * from there into files, each once.
 */
@NullMarked
package org.heliograph.charging.cdr;

import org.jspecify.annotations.NullMarked;

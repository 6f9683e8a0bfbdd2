// SPDX-License-Identifier: Apache-2.0

/** Charging: what events cost, who pays, and the records of it. */
@NullMarked
package org.heliograph.charging;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/**
 * What an event costs: tariffs as CGRateS has them, read from the same tables, and the rater that
 * applies them. Money is decimal and exact until the one rounding at the end.
 */
@NullMarked
package org.heliograph.charging.rating;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** What an operator asks about money: what an event would cost, balances, and charging records. */
@NullMarked
package org.heliograph.tools.charging;

import org.jspecify.annotations.NullMarked;

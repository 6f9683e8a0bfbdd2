// SPDX-License-Identifier: Apache-2.0

/**
 * Who may still spend: the port that centres ask before they take a message and tell what became of
 * it, and those who answer without leaving the house.
 */
@NullMarked
package org.heliograph.charging.credit;

import org.jspecify.annotations.NullMarked;

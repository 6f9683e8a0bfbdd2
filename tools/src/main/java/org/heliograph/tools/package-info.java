// SPDX-License-Identifier: Apache-2.0

/** The {@code heliograph} command. */
@NullMarked
package org.heliograph.tools;

import org.jspecify.annotations.NullMarked;

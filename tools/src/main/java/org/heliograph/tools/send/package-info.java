// SPDX-License-Identifier: Apache-2.0

/** The {@code send} commands. */
@NullMarked
package org.heliograph.tools.send;

import org.jspecify.annotations.NullMarked;

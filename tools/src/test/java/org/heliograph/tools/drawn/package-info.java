// SPDX-License-Identifier: Apache-2.0

/** PDUs drawn at random, of every shape that the encoders can write. */
@NullMarked
package org.heliograph.tools.drawn;

import org.jspecify.annotations.NullMarked;

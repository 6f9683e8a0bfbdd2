// SPDX-License-Identifier: Apache-2.0

/** Settings for handsets. */
@NullMarked
package org.heliograph.tools.setup;

import org.jspecify.annotations.NullMarked;

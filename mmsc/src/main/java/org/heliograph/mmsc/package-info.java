// SPDX-License-Identifier: Apache-2.0

/** The multimedia message service centre. */
@NullMarked
package org.heliograph.mmsc;

import org.jspecify.annotations.NullMarked;

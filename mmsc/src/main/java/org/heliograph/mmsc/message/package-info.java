// SPDX-License-Identifier: Apache-2.0

/** The multimedia message, its recipients and where both are kept. */
@NullMarked
package org.heliograph.mmsc.message;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** What a handset is told once, so that it finds the MMSC. */
@NullMarked
package org.heliograph.mmsc.setup;

import org.jspecify.annotations.NullMarked;

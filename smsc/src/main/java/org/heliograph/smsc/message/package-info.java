// SPDX-License-Identifier: Apache-2.0

/** A short message, who asked for it, and what became of it. */
@NullMarked
package org.heliograph.smsc.message;

import org.jspecify.annotations.NullMarked;

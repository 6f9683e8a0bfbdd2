// SPDX-License-Identifier: Apache-2.0

/** The short message service centre, put together. */
@NullMarked
package org.heliograph.smsc;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Asks an HTTP server who has an address. */
@NullMarked
package org.heliograph.subscribers.lookup;

import org.jspecify.annotations.NullMarked;

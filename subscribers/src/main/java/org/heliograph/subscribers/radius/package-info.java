// SPDX-License-Identifier: Apache-2.0

/** A RADIUS accounting server: whose session has an address. */
@NullMarked
package org.heliograph.subscribers.radius;

import org.jspecify.annotations.NullMarked;

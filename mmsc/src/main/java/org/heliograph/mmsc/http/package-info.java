// SPDX-License-Identifier: Apache-2.0

/** Ports on which HTTP is served. */
@NullMarked
package org.heliograph.mmsc.http;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Who is who, and which subscriber a request belongs to. */
@NullMarked
package org.heliograph.subscribers;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** How notifications and delivery reports leave: an outbox each, by push over SMS. */
@NullMarked
package org.heliograph.mmsc.push;

import org.jspecify.annotations.NullMarked;

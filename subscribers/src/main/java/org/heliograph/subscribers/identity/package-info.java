// SPDX-License-Identifier: Apache-2.0

/** All sources of who calls, put together. */
@NullMarked
package org.heliograph.subscribers.identity;

import org.jspecify.annotations.NullMarked;

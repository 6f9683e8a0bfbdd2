// SPDX-License-Identifier: Apache-2.0

/** Counts that several nodes share, in Redis. */
@NullMarked
package org.heliograph.smsc.redis;

import org.jspecify.annotations.NullMarked;

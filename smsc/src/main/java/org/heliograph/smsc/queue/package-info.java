// SPDX-License-Identifier: Apache-2.0

/** What waits: kept on disk, carried from memory, in order for each destination. */
@NullMarked
package org.heliograph.smsc.queue;

import org.jspecify.annotations.NullMarked;

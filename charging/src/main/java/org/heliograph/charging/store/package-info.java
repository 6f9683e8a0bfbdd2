// SPDX-License-Identifier: Apache-2.0

/** What charging keeps in a database: balances, and records that are not in a file yet. */
@NullMarked
package org.heliograph.charging.store;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Messages in a database and contents in files: the only home of JDBC. */
@NullMarked
package org.heliograph.mmsc.store;

import org.jspecify.annotations.NullMarked;

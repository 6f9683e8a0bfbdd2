// SPDX-License-Identifier: Apache-2.0

/** The message store on an embedded database. The only place that speaks JDBC. */
@NullMarked
package org.heliograph.smsc.store;

import org.jspecify.annotations.NullMarked;

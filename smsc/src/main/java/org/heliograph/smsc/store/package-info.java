// SPDX-License-Identifier: Apache-2.0

/** The message store on a database, embedded or of a server. The only place that speaks JDBC. */
@NullMarked
package org.heliograph.smsc.store;

import org.jspecify.annotations.NullMarked;

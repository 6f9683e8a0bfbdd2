// SPDX-License-Identifier: Apache-2.0

/**
 * The operator's scripts: a directory of Groovy files, compiled through JSR-223, held to an
 * allow-list of members, a time limit and a bound on what a run makes. What they decide about is
 * whose interface they implement; this package does not know it.
 */
@NullMarked
package org.heliograph.config.script;

import org.jspecify.annotations.NullMarked;

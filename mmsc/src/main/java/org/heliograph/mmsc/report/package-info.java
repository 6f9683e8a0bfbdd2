// SPDX-License-Identifier: Apache-2.0

/** What the end of a recipient brings about: delivery report, freed content, expiry. */
@NullMarked
package org.heliograph.mmsc.report;

import org.jspecify.annotations.NullMarked;

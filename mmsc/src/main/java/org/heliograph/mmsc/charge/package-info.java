// SPDX-License-Identifier: Apache-2.0

/** What multimedia messages cost whom, and the records of it (TS 32.270). */
@NullMarked
package org.heliograph.mmsc.charge;

import org.jspecify.annotations.NullMarked;

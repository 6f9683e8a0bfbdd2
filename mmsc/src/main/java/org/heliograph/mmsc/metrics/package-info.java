// SPDX-License-Identifier: Apache-2.0

/** What the MMSC counts; docs/metrics.md says what each number means. */
@NullMarked
package org.heliograph.mmsc.metrics;

import org.jspecify.annotations.NullMarked;

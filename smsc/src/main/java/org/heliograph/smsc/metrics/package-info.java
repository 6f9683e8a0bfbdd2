// SPDX-License-Identifier: Apache-2.0

/** What the SMSC counts; docs/metrics.md says what each number means. */
@NullMarked
package org.heliograph.smsc.metrics;

import org.jspecify.annotations.NullMarked;

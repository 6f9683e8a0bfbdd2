// SPDX-License-Identifier: Apache-2.0

/** Coverage-guided fuzzing of every decoder of octets that strangers send. */
@NullMarked
package org.heliograph.fuzz;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** What operators and their tools see over HTTP. */
@NullMarked
package org.heliograph.console;

import org.jspecify.annotations.NullMarked;

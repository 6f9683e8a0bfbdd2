// SPDX-License-Identifier: Apache-2.0

/** Both centres in one process. */
@NullMarked
package org.heliograph.tools.serve;

import org.jspecify.annotations.NullMarked;

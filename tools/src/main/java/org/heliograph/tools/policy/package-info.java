// SPDX-License-Identifier: Apache-2.0

/** Shows what scripts decide, without a centre. */
@NullMarked
package org.heliograph.tools.policy;

import org.jspecify.annotations.NullMarked;

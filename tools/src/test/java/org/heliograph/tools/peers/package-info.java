// SPDX-License-Identifier: Apache-2.0

/** Programs of other hands, which read what we write and write what we read. */
@NullMarked
package org.heliograph.tools.peers;

import org.jspecify.annotations.NullMarked;

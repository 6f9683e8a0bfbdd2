// SPDX-License-Identifier: Apache-2.0

/** Handing a message to whoever brings it to its destination. */
@NullMarked
package org.heliograph.smsc.deliver;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Where a message goes. */
@NullMarked
package org.heliograph.smsc.route;

import org.jspecify.annotations.NullMarked;

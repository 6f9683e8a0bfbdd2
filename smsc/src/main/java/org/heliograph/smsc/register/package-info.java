// SPDX-License-Identifier: Apache-2.0

/** Who is registered, as it is kept over restarts and shared among nodes. */
@NullMarked
package org.heliograph.smsc.register;

import org.jspecify.annotations.NullMarked;

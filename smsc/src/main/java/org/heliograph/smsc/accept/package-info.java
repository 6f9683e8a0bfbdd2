// SPDX-License-Identifier: Apache-2.0

/** Taking responsibility: screen, store, then answer. */
@NullMarked
package org.heliograph.smsc.accept;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** The client side of MM1: composing, sending and fetching multimedia messages. */
@NullMarked
package org.heliograph.tools.mms;

import org.jspecify.annotations.NullMarked;

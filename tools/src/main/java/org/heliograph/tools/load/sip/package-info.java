// SPDX-License-Identifier: Apache-2.0

/** Many handsets on one socket, for the load generator: they register, and confirm what arrives. */
@NullMarked
package org.heliograph.tools.load.sip;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** MM1 over HTTP: the only home of Jetty. */
@NullMarked
package org.heliograph.mmsc.mm1;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** What the routes of a configuration do, without sending. */
@NullMarked
package org.heliograph.tools.route;

import org.jspecify.annotations.NullMarked;

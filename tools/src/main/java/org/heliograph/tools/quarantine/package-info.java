// SPDX-License-Identifier: Apache-2.0

/** Commands about what rules of the firewall hold for an operator. */
@NullMarked
package org.heliograph.tools.quarantine;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** What an operator needs to set up ESME accounts. */
@NullMarked
package org.heliograph.tools.account;

import org.jspecify.annotations.NullMarked;

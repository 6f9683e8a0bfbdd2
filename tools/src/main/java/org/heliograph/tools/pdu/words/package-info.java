// SPDX-License-Identifier: Apache-2.0

/** What the numbers in PDUs mean, in the words of the standards. */
@NullMarked
package org.heliograph.tools.pdu.words;

import org.jspecify.annotations.NullMarked;

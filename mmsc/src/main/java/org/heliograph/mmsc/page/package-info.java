// SPDX-License-Identifier: Apache-2.0

/** A message as a small web page, for those whose handset knows no MMS. */
@NullMarked
package org.heliograph.mmsc.page;

import org.jspecify.annotations.NullMarked;

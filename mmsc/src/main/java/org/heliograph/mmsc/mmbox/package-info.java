// SPDX-License-Identifier: Apache-2.0

/** What subscribers keep at the MMSC: M-Mbox-Store, -View, -Upload, -Delete (TS 23.140 §7.1.4). */
@NullMarked
package org.heliograph.mmsc.mmbox;

import org.jspecify.annotations.NullMarked;

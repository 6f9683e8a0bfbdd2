// SPDX-License-Identifier: Apache-2.0

/** PDUs as people read them: trees, one-line summaries, and the {@code pdu} commands. */
@NullMarked
package org.heliograph.tools.pdu;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** Telling the originator what became of a message. */
@NullMarked
package org.heliograph.smsc.report;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** The SMSC as seen from here, an ESME: the only home of jSMPP. */
@NullMarked
package org.heliograph.mmsc.smpp;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0

/** An ESME: sends and receives short messages over SMPP, with jSMPP as its client. */
@NullMarked
package org.heliograph.tools.smpp;

import org.jspecify.annotations.NullMarked;

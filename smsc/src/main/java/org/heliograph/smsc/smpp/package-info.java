// SPDX-License-Identifier: Apache-2.0

/** SMPP 3.4, the server side: sessions of our own over jSMPP's PDU classes and codec. */
@NullMarked
package org.heliograph.smsc.smpp;

import org.jspecify.annotations.NullMarked;

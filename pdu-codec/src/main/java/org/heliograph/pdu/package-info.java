// SPDX-License-Identifier: Apache-2.0

/** Octets, the cursors that read and write them, and the one way in which reading fails. */
@NullMarked
package org.heliograph.pdu;

import org.jspecify.annotations.NullMarked;

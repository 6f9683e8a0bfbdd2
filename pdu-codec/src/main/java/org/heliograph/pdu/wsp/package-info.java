// SPDX-License-Identifier: Apache-2.0

/** WSP header values, content types and multipart bodies (WAP-230-WSP §8). */
@NullMarked
package org.heliograph.pdu.wsp;

import org.jspecify.annotations.NullMarked;

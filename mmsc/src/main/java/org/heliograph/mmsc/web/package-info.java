// SPDX-License-Identifier: Apache-2.0

/** HTTP for people's browsers, apart from that of their handsets' user agents. */
@NullMarked
package org.heliograph.mmsc.web;

import org.jspecify.annotations.NullMarked;

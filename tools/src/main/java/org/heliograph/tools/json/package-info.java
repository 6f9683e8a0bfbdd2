// SPDX-License-Identifier: Apache-2.0

/** JSON as commands print it and take it: small, ordered, and exact about what is wrong with it. */
@NullMarked
package org.heliograph.tools.json;

import org.jspecify.annotations.NullMarked;

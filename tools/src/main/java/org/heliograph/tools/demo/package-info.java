// SPDX-License-Identifier: Apache-2.0

/** The main job from end to end, with every hop shown. */
@NullMarked
package org.heliograph.tools.demo;

import org.jspecify.annotations.NullMarked;

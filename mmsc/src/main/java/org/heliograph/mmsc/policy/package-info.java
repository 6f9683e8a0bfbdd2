// SPDX-License-Identifier: Apache-2.0

/**
 * The operator's scripts about multimedia messages: what they see, what they may answer, what
 * follows.
 */
@NullMarked
package org.heliograph.mmsc.policy;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.policy;

/** What a script answers. */
public sealed interface Decision permits Accept, Refuse {}

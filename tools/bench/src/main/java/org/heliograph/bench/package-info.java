// SPDX-License-Identifier: Apache-2.0
/**
 * How fast the codec is, beside a copy of the same octets, a decoder written by hand for nothing
 * else, and a library that does the same work.
 */
@NullMarked
package org.heliograph.bench;

import org.jspecify.annotations.NullMarked;

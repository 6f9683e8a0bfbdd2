// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.util.function.Function;

/**
 * An attribute as XML has it.
 *
 * @param value without references
 */
public record XmlAttribute(String name, String value) {
    /** {@return the constant that is written as {@code attribute}} */
    static <E> E constant(
            XmlAttribute attribute, E[] constants, Function<E, XmlAttribute> written) {
        for (E constant : constants) {
            if (written.apply(constant).equals(attribute)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("value of " + attribute.name());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting may be. {@link Limits} holds record components to it, and docs/operating.md shows
 * it, so that a bound is written once.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Allowed {
    /** {@return the least value, written as in the settings file} */
    String min() default "";

    /** {@return the greatest value, written as in the settings file} */
    String max() default "";

    /** {@return a regular expression that a text, or each text of a list, has to match whole} */
    String matches() default "";

    /** {@return what {@link #matches} means, for people} */
    String says() default "";
}

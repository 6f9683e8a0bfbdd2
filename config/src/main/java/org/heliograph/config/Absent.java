// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a setting is where an entry of a list does not say it; the shipped defaults cannot, for the
 * operator's list replaces theirs.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Absent {
    /** {@return the value, written as on a command line} */
    String value();
}

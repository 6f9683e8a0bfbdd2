// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * Section {@code mmsc.content}: what may be sent.
 *
 * @param standard the class of subscribers whose services name none
 */
public record ContentSettings(
        @Allowed(matches = ContentClass.NAME, says = "the name of one of classes") String standard,
        List<ContentClass> classes) {
    public ContentSettings {
        classes = List.copyOf(classes);
        Limits.check(ContentSettings.class, standard, classes);
        if (classes.stream().map(ContentClass::name).distinct().count() < classes.size()) {
            throw new IllegalArgumentException("classes: two of the same name");
        }
        if (classes.stream().noneMatch(service -> service.name().equals(standard))) {
            throw new IllegalArgumentException("standard: none of classes is named " + standard);
        }
    }
}

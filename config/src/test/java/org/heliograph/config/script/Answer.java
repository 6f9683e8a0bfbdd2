// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

/** What they answer. */
public final class Answer {
    private final String text;

    Answer(String text) {
        this.text = text;
    }

    public Answer to(String place) {
        return new Answer(text + " to " + place);
    }

    @Override
    public String toString() {
        return text;
    }
}

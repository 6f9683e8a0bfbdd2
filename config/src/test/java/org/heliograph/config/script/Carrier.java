// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the scripts of these tests are. */
public interface Carrier {
    ScriptForm<Carrier> FORM = new ScriptForm<>(Carrier.class, Parcel.class, List.of(Answer.class));

    default Answer send(Parcel parcel) {
        return take();
    }

    default Answer bring(Parcel parcel) {
        return take();
    }

    default Answer take() {
        return new Answer("taken");
    }

    default Answer refuse(String cause) {
        return new Answer("refused: " + cause);
    }

    /** {@return a script of this text} */
    static LoadedScript<Carrier> script(String text) throws ScriptRefused {
        return script(text, Map.of());
    }

    /** {@return a script of this text that has these tables} */
    static LoadedScript<Carrier> script(String text, Map<String, Table> tables)
            throws ScriptRefused {
        return new LoadedScript<>(
                "test.groovy",
                Carrier.class,
                new ScriptCompiler<>(FORM).compile(text),
                tables,
                Duration.ofMillis(200));
    }
}

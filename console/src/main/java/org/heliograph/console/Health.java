// SPDX-License-Identifier: Apache-2.0
package org.heliograph.console;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.Check;

/** How the process is: a line for each check that fails. */
final class Health {
    /** Where the process is in its life. */
    private sealed interface Phase {
        record Starting() implements Phase {}

        record Serving(List<Check> checks) implements Phase {}

        /** Parts end in turn, which is no fault. */
        record Closing() implements Phase {}
    }

    private volatile Phase phase = new Phase.Starting();

    void serving(List<Check> checks) {
        phase = new Phase.Serving(List.copyOf(checks));
    }

    void closing() {
        phase = new Phase.Closing();
    }

    /** {@return what only a restart mends; none: the process lives} */
    List<String> ailments() {
        return switch (phase) {
            case Phase.Serving(var checks) -> failed(checks, Check.Kind.ALIVE);
            case Phase.Starting(), Phase.Closing() -> List.of();
        };
    }

    /** {@return why others should be asked; none: the process serves} */
    List<String> hindrances() {
        return switch (phase) {
            case Phase.Starting() -> List.of("process: starting");
            case Phase.Closing() -> List.of("process: closing");
            case Phase.Serving(var checks) -> {
                List<String> failed = new ArrayList<>(failed(checks, Check.Kind.ALIVE));
                failed.addAll(failed(checks, Check.Kind.READY));
                yield failed;
            }
        };
    }

    private static List<String> failed(List<Check> checks, Check.Kind kind) {
        List<String> lines = new ArrayList<>();
        for (Check check : checks) {
            if (check.kind() == kind) {
                check.problem().get().ifPresent(why -> lines.add(check.name() + ": " + why));
            }
        }
        return lines;
    }
}

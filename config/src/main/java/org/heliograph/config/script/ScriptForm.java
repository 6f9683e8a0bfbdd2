// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * What scripts of one kind are: an interface whose methods they write, and the types that they may
 * name. Of those types everything public may be called, so they must give away nothing but values.
 *
 * @param contract its decision points are the methods with one parameter of {@code input}; what
 *     else it has are words for scripts
 * @param input what a decision is about
 * @param vocabulary of types that scripts name or get answers of, {@code contract} and {@code
 *     input} not among them
 */
public record ScriptForm<T>(Class<T> contract, Class<?> input, List<Class<?>> vocabulary) {
    public ScriptForm {
        vocabulary = List.copyOf(vocabulary);
        if (!contract.isInterface()) {
            throw new IllegalArgumentException(contract + " is no interface");
        }
    }

    /** {@return the names of the methods that decide} */
    List<String> points() {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method -> method.getParameterTypes()[0] == input)
                .map(Method::getName)
                .sorted()
                .toList();
    }
}

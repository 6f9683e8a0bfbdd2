// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import groovy.lang.GroovyClassLoader;
import groovy.transform.CompileStatic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.script.CompiledScript;
import javax.script.ScriptException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.jsr223.GroovyScriptEngineImpl;
import org.heliograph.config.script.ScriptRefused.Problem;

/**
 * From text to something that runs: Groovy through JSR-223, statically compiled, so that what a
 * script calls is known before it runs, and held to the list by {@link ScriptGuard}.
 */
final class ScriptCompiler<T> {
    /** Hundreds of screens; deeper nesting than this allows does not come to compiling. */
    static final int MOST_CHARACTERS = 64 * 1024;

    private static final String GRAPE = "groovy.grape.GrabAnnotationTransformation";

    private final ScriptForm<T> form;

    ScriptCompiler(ScriptForm<T> form) {
        this.form = form;
    }

    /** What came of a text. */
    record Compiled(HostedScript script, Set<String> points) {}

    /** {@return the script, evaluated} */
    Compiled compile(String text) throws ScriptRefused {
        if (text.length() > MOST_CHARACTERS) {
            throw refused("longer than " + MOST_CHARACTERS + " characters");
        }
        ScriptShape shape = new ScriptShape(form);
        ScriptGuard guard = new ScriptGuard(form, shape);
        // a loader for each script: what is replaced can go
        GroovyClassLoader loader =
                new GroovyClassLoader(
                        ScriptCompiler.class.getClassLoader(), configuration(shape, guard));
        try {
            CompiledScript compiled = new GroovyScriptEngineImpl(loader).compile(text);
            if (!guard.problems().isEmpty()) {
                throw new ScriptRefused(guard.problems());
            }
            if (!(compiled.eval() instanceof HostedScript script)
                    || !form.contract().isInstance(script)) {
                throw refused("is no script");
            }
            return new Compiled(script, decided(shape.functions()));
        } catch (ScriptException e) {
            throw new ScriptRefused(problems(e));
        } catch (StackOverflowError e) {
            throw refused("nested too deep");
        } catch (RuntimeException | AssertionError | LinkageError e) { // of the compiler's own
            throw refused("cannot be compiled: " + firstLine(e.toString()));
        }
    }

    private Set<String> decided(Set<String> functions) throws ScriptRefused {
        List<String> points = form.points();
        if (points.stream().noneMatch(functions::contains)) {
            throw refused("decides nothing: it has none of " + String.join(", ", points));
        }
        return points.stream().filter(functions::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static ScriptRefused refused(String why) {
        return new ScriptRefused(List.of(new Problem(0, 0, why)));
    }

    private CompilerConfiguration configuration(ScriptShape shape, ScriptGuard guard) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(HostedScript.class.getName());
        configuration.setDisabledGlobalASTTransformations(Set.of(GRAPE)); // it runs while parsing
        ImportCustomizer names = new ImportCustomizer();
        Stream.concat(
                        Stream.of(form.contract(), form.input(), Table.class),
                        form.vocabulary().stream())
                .forEach(type -> names.addImports(type.getName()));
        Stream.of("DayOfWeek", "Duration", "LocalDate", "LocalTime", "ZonedDateTime")
                .forEach(name -> names.addImports("java.time." + name));
        configuration.addCompilationCustomizers(
                shape, names, new ASTTransformationCustomizer(CompileStatic.class));
        configuration.setBytecodePostprocessor(guard);
        return configuration;
    }

    private static List<Problem> problems(ScriptException e) {
        if (e.getCause() instanceof MultipleCompilationErrorsException several) {
            ErrorCollector errors = several.getErrorCollector();
            List<Problem> problems = new ArrayList<>();
            for (Message message : errors.getErrors()) {
                problems.add(problem(message));
            }
            return problems;
        }
        return List.of(new Problem(0, 0, firstLine(String.valueOf(e.getMessage()))));
    }

    private static Problem problem(Message message) {
        return switch (message) {
            case SyntaxErrorMessage syntax ->
                    new Problem(
                            Math.max(0, syntax.getCause().getStartLine()),
                            Math.max(0, syntax.getCause().getStartColumn()),
                            firstLine(syntax.getCause().getOriginalMessage()));
            case ExceptionMessage broken ->
                    new Problem(0, 0, firstLine(String.valueOf(broken.getCause())));
            default -> new Problem(0, 0, firstLine(message.toString()));
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").replace("[Static type checking] - ", "");
    }
}

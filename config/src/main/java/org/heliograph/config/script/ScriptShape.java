// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.LambdaExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * What a script looks like: functions, and nothing else. Seen as soon as it is parsed, before
 * anything in it could take part in its own compilation as annotations do.
 */
final class ScriptShape extends CompilationCustomizer {
    private final ScriptForm<?> form;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> functions = new HashSet<>();

    ScriptShape(ScriptForm<?> form) {
        super(CompilePhase.CONVERSION);
        this.form = form;
        for (Class<?> type = HostedScript.class; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                taken.add(method.getName());
            }
        }
        for (Method method : form.contract().getMethods()) {
            taken.add(method.getName());
        }
    }

    /** {@return the names of what the script defines} */
    Set<String> functions() {
        return Set.copyOf(functions);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        Look look = new Look(source);
        if (!type.isScript()) {
            look.refuse(type, "classes cannot be defined in a script");
            return;
        }
        look.module(type.getModule());
        type.addInterface(ClassHelper.make(form.contract()));
        type.getFields()
                .forEach(field -> look.refuse(field, "fields cannot be defined in a script"));
        type.getMethods().stream().filter(one -> one.getLineNumber() > 0).forEach(look::function);
        look.visitClass(type);
    }

    /** Looks at every statement and expression. */
    private final class Look extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        Look(SourceUnit source) {
            this.source = source;
        }

        /** Errors of this phase end the compilation before the next begins. */
        private void refuse(ASTNode where, String text) {
            source.addError(
                    new SyntaxException(text, where.getLineNumber(), where.getColumnNumber()));
        }

        private void module(ModuleNode module) {
            if (module.hasPackage()) {
                refuse(module.getPackage(), "a script has no package");
            }
            List<ASTNode> imports = new ArrayList<>(module.getImports());
            imports.addAll(module.getStarImports());
            imports.addAll(module.getStaticImports().values());
            imports.addAll(module.getStaticStarImports().values());
            imports.forEach(one -> refuse(one, "nothing can be imported"));
            module.getStatementBlock().getStatements().stream()
                    .limit(1)
                    .forEach(
                            one ->
                                    refuse(
                                            one,
                                            "only functions do something, such as "
                                                    + String.join(", ", form.points())));
        }

        private void function(MethodNode method) {
            String name = method.getName();
            if (method.isStatic()
                    || Modifier.isSynchronized(method.getModifiers())
                    || method.isAbstract()) {
                refuse(method, "a function has no modifiers");
            }
            if (form.points().contains(name)) {
                Parameter[] parameters = method.getParameters();
                String input = form.input().getSimpleName();
                if (parameters.length != 1
                        || !parameters[0].getType().getNameWithoutPackage().equals(input)) {
                    refuse(method, name + " has one parameter of type " + input);
                }
            } else if (taken.contains(name) || name.indexOf('$') >= 0) {
                refuse(method, "a function cannot be called " + name);
            }
            functions.add(name);
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitAnnotations(AnnotatedNode node) {
            for (AnnotationNode annotation : node.getAnnotations()) {
                if (annotation.getLineNumber() > 0) {
                    refuse(annotation, "annotations cannot be used");
                }
            }
        }

        @Override
        public void visitTryCatchFinally(TryCatchStatement statement) {
            refuse(statement, "try cannot be used: a script that fails has the usual answer");
        }

        @Override
        public void visitThrowStatement(ThrowStatement statement) {
            refuse(statement, "throw cannot be used");
        }

        @Override
        public void visitSynchronizedStatement(SynchronizedStatement statement) {
            refuse(statement, "synchronized cannot be used");
        }

        @Override
        public void visitAssertStatement(AssertStatement statement) {
            refuse(statement, "assert cannot be used");
        }

        @Override
        public void visitArrayExpression(ArrayExpression expression) {
            refuse(expression, "arrays cannot be made");
        }

        @Override
        public void visitLambdaExpression(LambdaExpression expression) {
            refuse(expression, "write { x -> ... } in the place of (x) -> ...");
        }

        @Override
        public void visitMethodPointerExpression(MethodPointerExpression expression) {
            refuse(expression, "methods cannot be pointed to");
        }
    }
}

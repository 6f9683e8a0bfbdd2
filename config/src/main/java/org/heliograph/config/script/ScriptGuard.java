// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.BytecodeProcessor;
import org.heliograph.config.script.ScriptRefused.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Groovy has made of a script, instruction by instruction: each method, field and type
 * it names must be on the list. Whatever ways Groovy has of writing a thing, this is all that it
 * can come to. What passes is given its bounds: a tick at each call and each turn of a loop, a
 * count of what is made, and {@link Bounded} in the place of what cannot be bounded otherwise.
 */
final class ScriptGuard implements BytecodeProcessor {
    /** Made by the compiler in every class, with names that no function can have. */
    private static final Set<String> MADE =
            Set.of("$getStaticMetaClass", "__$swapInit", "<clinit>", "$getLookup");

    private final AllowedMembers allowed;
    private final ScriptShape shape;
    private final ClassHierarchyResolver hierarchy;
    private final List<Problem> problems = new ArrayList<>();

    ScriptGuard(ScriptForm<?> form, ScriptShape shape) {
        this.allowed = new AllowedMembers(form);
        this.shape = shape;
        ClassHierarchyResolver known =
                ClassHierarchyResolver.ofResourceParsing(ScriptGuard.class.getClassLoader())
                        .orElse(ClassHierarchyResolver.defaultResolver());
        this.hierarchy = type -> superclass(type, known.getClassInfo(type));
    }

    /** What is being compiled cannot be looked up: a closure, or the script itself. */
    private static ClassHierarchyInfo superclass(
            ClassDesc type, @Nullable ClassHierarchyInfo known) {
        if (known != null) {
            return known;
        }
        boolean closure = type.displayName().indexOf('$') >= 0;
        return ClassHierarchyInfo.ofClass(
                ClassDesc.of(closure ? "groovy.lang.Closure" : HostedScript.class.getName()));
    }

    /** {@return what is wrong, in the order of the script} */
    List<Problem> problems() {
        return problems.stream().distinct().toList();
    }

    @Override
    public byte[] processBytecode(String name, byte[] original) {
        ClassFile classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        ClassModel script = classes.parse(original);
        boolean closure =
                script.superclass().orElseThrow().asInternalName().equals("groovy/lang/Closure");
        Set<String> fields =
                script.fields().stream()
                        .map(field -> field.fieldName().stringValue())
                        .collect(Collectors.toUnmodifiableSet());
        return classes.transformClass(
                script,
                (made, element) -> {
                    if (!(element instanceof MethodModel method)) {
                        made.with(element);
                    } else if (MADE.contains(method.methodName().stringValue())) {
                        made.with(method);
                    } else if (!method.methodName().equalsString("main")) {
                        made.transformMethod(
                                method,
                                MethodTransform.transformingCode(
                                        new GuardedCode(
                                                allowed,
                                                shape.functions(),
                                                fields,
                                                script.thisClass().asInternalName(),
                                                closure,
                                                method.methodName().equalsString("<init>"),
                                                problems)));
                    }
                });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliograph.config.script.ScriptRefused.Problem;
import org.jspecify.annotations.Nullable;

/** One method of a script on its way through {@link ScriptGuard}. */
final class GuardedCode implements CodeTransform {
    private static final String RANGE = "groovy.lang.IntRange";
    private static final ClassDesc HOSTED = ClassDesc.of(HostedScript.class.getName());
    private static final ClassDesc BOUNDED = ClassDesc.of(Bounded.class.getName());
    private static final ClassDesc CLOSURE = ClassDesc.of("groovy.lang.Closure");
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc TAKES_OBJECT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
    private static final MethodTypeDesc TAKES_RANGE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of(RANGE));
    private static final MethodTypeDesc TAKES_OBJECTS =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object.arrayType());

    private static final String NO_PARAMETERS = "()";

    /** What functions inherit and may call. */
    private static final String TABLE = "table";

    private static final String GSTRING = "org.codehaus.groovy.runtime.GStringImpl";
    private static final String OF_STRINGS = "org.codehaus.groovy.runtime.StringGroovyMethods";

    private final AllowedMembers allowed;
    private final Set<String> functions;
    private final Set<String> fields;
    private final String self;
    private final boolean closure;
    private final boolean constructor;
    private final List<Problem> problems;
    private final Set<Label> passed = new HashSet<>();
    private int line;
    private @Nullable CodeElement before;

    /**
     * @param fields of the class
     * @param self the class, as class files write it
     * @param problems is added to
     */
    GuardedCode(
            AllowedMembers allowed,
            Set<String> functions,
            Set<String> fields,
            String self,
            boolean closure,
            boolean constructor,
            List<Problem> problems) {
        this.allowed = allowed;
        this.functions = functions;
        this.fields = fields;
        this.self = self;
        this.closure = closure;
        this.constructor = constructor;
        this.problems = problems;
    }

    private void refuse(String what) {
        problems.add(new Problem(line, 0, what));
    }

    private boolean ofScript(String internalName) {
        int dollar = self.indexOf('$');
        String script = dollar < 0 ? self : self.substring(0, dollar);
        return internalName.equals(script) || internalName.startsWith(script + "$");
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    @Override
    public void atStart(CodeBuilder code) {
        tick(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case LineNumber number -> {
                line = number.line();
                code.with(element);
            }
            case LabelTarget label -> {
                passed.add(label.label());
                code.with(element);
            }
            case BranchInstruction branch -> {
                if (passed.contains(branch.target())) {
                    tick(code);
                }
                code.with(element);
            }
            case InvokeInstruction call -> call(code, call);
            case InvokeDynamicInstruction call -> dynamic(code, call);
            default -> {
                check(element);
                code.with(element);
            }
        }
        if (!(element instanceof LineNumber) && !(element instanceof LabelTarget)) {
            before = element;
        }
    }

    private void check(CodeElement element) {
        switch (element) {
            case FieldInstruction field -> field(field);
            case NewObjectInstruction made -> made(made.className().asInternalName());
            case TypeCheckInstruction type -> {
                if (type.opcode() == Opcode.INSTANCEOF) {
                    type(type.type().asInternalName());
                }
            }
            case ConstantInstruction.LoadConstantInstruction constant -> {
                if (constant.constantValue() instanceof ClassDesc type) {
                    refuse("the class " + type.displayName() + " cannot be named as a value");
                }
            }
            case NewReferenceArrayInstruction _ -> {
                if (!(before instanceof ConstantInstruction)) {
                    refuse("arrays cannot be made");
                }
            }
            case NewPrimitiveArrayInstruction _, NewMultiArrayInstruction _ ->
                    refuse("arrays cannot be made");
            case MonitorInstruction _ -> refuse("synchronized cannot be used");
            case ExceptionCatch _ -> refuse("try cannot be used");
            case LookupSwitchInstruction jump -> forward(jump.defaultTarget());
            case TableSwitchInstruction jump -> forward(jump.defaultTarget());
            default -> {
                // moves values, and names nothing
            }
        }
    }

    private void forward(Label target) {
        if (passed.contains(target)) {
            refuse("a switch cannot go back");
        }
    }

    private void field(FieldInstruction field) {
        String owner = field.owner().asInternalName();
        String name = field.name().stringValue();
        boolean own = owner.equals(self) && fields.contains(name);
        boolean constant =
                field.opcode() == Opcode.GETSTATIC && allowed.mayRead(dotted(owner), name);
        if (!own && !constant) {
            refuse(dotted(owner) + "." + name + " is not among what scripts may use");
        }
    }

    private void made(String type) {
        if (!ofScript(type) && !allowed.mayCall(dotted(type), "<init>", NO_PARAMETERS)) {
            refuse("new " + dotted(type) + " is not among what scripts may make");
        }
    }

    private void type(String type) {
        if (!ofScript(type) && !allowed.mayBe(dotted(type))) {
            refuse(dotted(type) + " is not among the types that scripts may use");
        }
    }

    /** Groovy's casts are the only thing that is decided while a script runs. */
    private void dynamic(CodeBuilder code, InvokeDynamicInstruction call) {
        if (!call.name().equalsString("cast")) {
            refuse("what " + call.name() + " leads to cannot be told before it runs");
            code.with(call);
            return;
        }
        ClassDesc to = call.typeSymbol().returnType();
        if (!to.isPrimitive()) {
            String descriptor = to.descriptorString();
            type(
                    descriptor.startsWith("L")
                            ? descriptor.substring(1, descriptor.length() - 1)
                            : descriptor);
        }
        if (to.equals(ConstantDescs.CD_String)) {
            before(code, "requireText", TAKES_OBJECT);
        }
        code.with(call);
    }

    private void call(CodeBuilder code, InvokeInstruction call) {
        String owner = dotted(call.owner().asInternalName());
        String name = call.name().stringValue();
        String descriptor = call.type().stringValue();
        String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
        if (ofScript(call.owner().asInternalName())) {
            own(call, name);
            code.with(call);
        } else if (isConstructorOfParent(owner, name)) {
            code.with(call);
        } else if (!allowed.mayCall(owner, name, parameters)) {
            refuse(owner + "." + name + " is not among what scripts may call");
            code.with(call);
        } else {
            allowed(code, call, owner, name, parameters);
        }
    }

    private boolean isConstructorOfParent(String owner, String name) {
        return name.equals("<init>")
                && owner.equals(closure ? "groovy.lang.Closure" : HostedScript.class.getName());
    }

    private void own(InvokeInstruction call, String name) {
        boolean closures =
                call.owner().asInternalName().indexOf('$') >= 0
                        && Set.of("<init>", "doCall", "__$swapInit").contains(name);
        if (!closures && !functions.contains(name) && !name.equals(TABLE)) {
            refuse(name + " is not among what scripts may call");
        }
    }

    private void allowed(
            CodeBuilder code, InvokeInstruction call, String owner, String name, String to) {
        if (allowed.isSubstituted(owner, name, to)) {
            script(code);
            code.invokestatic(BOUNDED, name, substitute(call));
            return; // which counts by itself
        } else if (owner.equals(GSTRING)) {
            code.swap().dup();
            script(code);
            code.swap().invokevirtual(HOSTED, "requireTexts", TAKES_OBJECTS).swap();
            code.with(call);
            return;
        } else if (owner.equals(RANGE) && name.equals("<init>")) {
            code.with(call);
            before(code, "requireShort", TAKES_RANGE);
            return;
        } else {
            if (makesText(owner, name, to)) {
                before(code, "requireText", TAKES_OBJECT);
            }
            code.with(call);
        }
        if (isCounted(call.typeSymbol().returnType()) && !owner.startsWith("org.heliograph.")) {
            before(code, "charge", TAKES_OBJECT);
        }
    }

    /** Those where the text of the last argument, or of the receiver, becomes part of a text. */
    private static boolean makesText(String owner, String name, String parameters) {
        return (owner.equals(OF_STRINGS) && name.equals("plus"))
                || (name.equals("toString")
                        && parameters.equals(NO_PARAMETERS)
                        && !owner.startsWith("org.heliograph."))
                || name.equals("castToString");
    }

    private static boolean isCounted(ClassDesc type) {
        return !type.isPrimitive()
                && (type.equals(ConstantDescs.CD_String)
                        || type.equals(ConstantDescs.CD_Object)
                        || type.descriptorString().startsWith("Ljava/util/")
                        || type.descriptorString().startsWith("Ljava/lang/CharSequence"));
    }

    private static MethodTypeDesc substitute(InvokeInstruction call) {
        MethodTypeDesc type = call.typeSymbol();
        if (call.opcode() != Opcode.INVOKESTATIC) {
            type = type.insertParameterTypes(0, call.owner().asSymbol());
        }
        return type.insertParameterTypes(type.parameterCount(), HOSTED);
    }

    /** Hands what is on the top of the stack to the run as well. */
    private void before(CodeBuilder code, String method, MethodTypeDesc type) {
        if (!constructor) {
            code.dup();
            script(code);
            code.swap().invokevirtual(HOSTED, method, type);
        }
    }

    private void tick(CodeBuilder code) {
        if (!constructor) { // of a closure, which only keeps what it is given
            script(code);
            code.invokevirtual(HOSTED, "tick", NOTHING);
        }
    }

    private void script(CodeBuilder code) {
        code.aload(0);
        if (closure) {
            MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_Object);
            code.invokevirtual(CLOSURE, "getThisObject", type).checkcast(HOSTED);
        }
    }
}

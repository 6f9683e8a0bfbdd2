// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The list of what compiled scripts may name. What is not on it is refused. */
final class AllowedMembers {
    /**
     * Class and names of its methods. A name in {@code <>} is a constructor. In docs/policy.md this
     * list is told by what a script writes; the classes of Groovy's runtime are what the compiler
     * makes of operators.
     */
    private static final String TABLE =
            """
            java.lang.Object equals hashCode toString
            java.lang.String charAt compareTo compareToIgnoreCase concat contains endsWith equals \
            equalsIgnoreCase hashCode indexOf isBlank isEmpty lastIndexOf length replace startsWith \
            strip stripLeading stripTrailing substring toLowerCase toString toUpperCase trim
            java.lang.CharSequence charAt isEmpty length toString
            java.lang.Boolean booleanValue equals toString valueOf
            java.lang.Character charValue compareTo equals isDigit isLetter isLetterOrDigit \
            isLowerCase isUpperCase isWhitespace toString valueOf
            java.lang.Integer compareTo equals intValue longValue parseInt toString valueOf
            java.lang.Long compareTo equals intValue longValue parseLong toString valueOf
            java.lang.Double compareTo doubleValue equals intValue longValue toString valueOf
            java.lang.Number doubleValue intValue longValue
            java.lang.Comparable compareTo
            java.lang.Math abs floorDiv floorMod max min
            java.lang.Iterable iterator
            java.util.Iterator hasNext next
            java.util.Collection contains containsAll isEmpty iterator size
            java.util.SequencedCollection getFirst getLast
            java.util.List contains containsAll equals get getFirst getLast indexOf isEmpty iterator \
            lastIndexOf size subList
            java.util.ArrayList <init> contains get getFirst getLast indexOf isEmpty iterator size
            java.util.Set contains containsAll equals isEmpty iterator size
            java.util.LinkedHashSet contains isEmpty iterator size
            java.util.Map containsKey containsValue entrySet get getOrDefault isEmpty keySet size \
            values
            java.util.HashMap containsKey containsValue entrySet get getOrDefault isEmpty keySet \
            size values
            java.util.LinkedHashMap <init> containsKey containsValue entrySet get getOrDefault isEmpty \
            keySet size values
            java.util.Map$Entry getKey getValue
            java.util.regex.Matcher find group groupCount matches
            groovy.lang.Closure call getOwner getThisObject
            groovy.lang.GString length toString
            groovy.lang.IntRange <init> contains getFrom getTo iterator size
            groovy.lang.Range contains getFrom getTo iterator size
            groovy.lang.Reference <init> get set
            org.codehaus.groovy.runtime.GStringImpl <init>
            org.codehaus.groovy.runtime.ScriptBytecodeAdapter compareEqual compareGreaterThan \
            compareGreaterThanEqual compareLessThan compareLessThanEqual compareNotEqual compareTo \
            createList createMap findRegex isCase isNotCase matchRegex
            org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation booleanUnbox box \
            charUnbox compareEqual compareTo doubleUnbox intUnbox longUnbox
            org.codehaus.groovy.runtime.typehandling.ShortTypeHandling castToString
            org.codehaus.groovy.runtime.dgmimpl.NumberNumberPlus plus
            org.codehaus.groovy.runtime.dgmimpl.NumberNumberMinus minus
            org.codehaus.groovy.runtime.DefaultGroovyMethods any asBoolean collect contains count \
            drop dropRight each eachWithIndex every find findAll findIndexOf first getAt head \
            indexed intdiv isCase isNotCase join last leftShift max min minus mod next plus \
            previous reverse size sort tail take takeRight toList toSet toSorted unique
            org.codehaus.groovy.runtime.StringGroovyMethods any asBoolean capitalize contains \
            containsIgnoreCase count drop dropRight endsWithIgnoreCase every find getAt \
            isCase isInteger isLong isNumber isNotCase minus padLeft padRight plus reverse size \
            split startsWithIgnoreCase take takeAfter takeBefore takeBetween takeRight toInteger \
            toLong toSet tokenize uncapitalize
            """;

    /** Of these everything that is public and makes no text of a pattern. */
    private static final String TIME =
            """
            java.time.DayOfWeek java.time.Duration java.time.Instant java.time.LocalDate \
            java.time.LocalDateTime java.time.LocalTime java.time.Month java.time.ZoneId \
            java.time.ZonedDateTime java.time.chrono.ChronoZonedDateTime \
            java.time.chrono.ChronoLocalDate java.time.chrono.ChronoLocalDateTime
            """;

    private static final Set<String> NOT_OF_TIME =
            Set.of(
                    "adjustInto",
                    "query",
                    "format",
                    "getAvailableZoneIds",
                    "getRules",
                    "getClass",
                    "wait",
                    "notify",
                    "notifyAll",
                    "describeConstable",
                    "getDeclaringClass",
                    "ofSecond",
                    "datesUntil");

    /** Methods that are called in another way: {@link Bounded} has them. */
    private static final Set<String> SUBSTITUTED =
            Set.of(
                    "java.lang.String.replace(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)",
                    "org.codehaus.groovy.runtime.ScriptBytecodeAdapter"
                            + ".createList([Ljava/lang/Object;)",
                    "org.codehaus.groovy.runtime.ScriptBytecodeAdapter"
                            + ".createMap([Ljava/lang/Object;)",
                    "org.codehaus.groovy.runtime.ScriptBytecodeAdapter"
                            + ".matchRegex(Ljava/lang/Object;Ljava/lang/Object;)",
                    "org.codehaus.groovy.runtime.ScriptBytecodeAdapter"
                            + ".findRegex(Ljava/lang/Object;Ljava/lang/Object;)",
                    "org.codehaus.groovy.runtime.DefaultGroovyMethods"
                            + ".getAt(Ljava/lang/Object;Ljava/lang/String;)",
                    "org.codehaus.groovy.runtime.DefaultGroovyMethods"
                            + ".join(Ljava/lang/Iterable;Ljava/lang/String;)",
                    "org.codehaus.groovy.runtime.DefaultGroovyMethods"
                            + ".leftShift(Ljava/util/List;Ljava/lang/Object;)",
                    "org.codehaus.groovy.runtime.DefaultGroovyMethods"
                            + ".leftShift(Ljava/util/Collection;Ljava/lang/Object;)",
                    "org.codehaus.groovy.runtime.StringGroovyMethods.padLeft"
                            + "(Ljava/lang/CharSequence;Ljava/lang/Number;Ljava/lang/CharSequence;)",
                    "org.codehaus.groovy.runtime.StringGroovyMethods.padRight"
                            + "(Ljava/lang/CharSequence;Ljava/lang/Number;Ljava/lang/CharSequence;)");

    /** Of these names nothing but what is {@link #SUBSTITUTED} may be called. */
    private static final Set<String> SUBSTITUTED_ONLY =
            Set.of(
                    "java.lang.String.replace",
                    "org.codehaus.groovy.runtime.DefaultGroovyMethods.join",
                    "org.codehaus.groovy.runtime.DefaultGroovyMethods.leftShift",
                    "org.codehaus.groovy.runtime.StringGroovyMethods.padLeft",
                    "org.codehaus.groovy.runtime.StringGroovyMethods.padRight");

    private final Map<String, Set<String>> methods = new HashMap<>();

    /** Of these every cast, instanceof and constant is allowed. */
    private final Set<String> types = new HashSet<>();

    AllowedMembers(ScriptForm<?> form) {
        TABLE.lines()
                .map(line -> line.split(" +"))
                .forEach(words -> methods.put(words[0], rest(words)));
        Stream.of(TIME.strip().split(" +")).forEach(name -> methods.put(name, ofTime(name)));
        methods.put(Table.class.getName(), publicMethods(Table.class));
        methods.put(form.contract().getName(), publicMethods(form.contract()));
        methods.put(form.input().getName(), publicMethods(form.input()));
        form.vocabulary().forEach(type -> methods.put(type.getName(), publicMethods(type)));
        types.addAll(methods.keySet());
        types.add("java.util.regex.Matcher");
    }

    private static Set<String> rest(String[] words) {
        return Set.of(Arrays.copyOfRange(words, 1, words.length));
    }

    private static Set<String> ofTime(String name) {
        try {
            Set<String> all = new HashSet<>(publicMethods(Class.forName(name)));
            all.removeAll(NOT_OF_TIME);
            return all;
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    /** Without those of Object that are about threads and classes. */
    private static Set<String> publicMethods(Class<?> type) {
        Set<String> names = new HashSet<>();
        Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(Member::getName)
                .forEach(names::add);
        names.addAll(Set.of("equals", "hashCode", "toString"));
        return names;
    }

    /**
     * {@return whether a method or constructor may be called}
     *
     * @param descriptor of its parameters, in brackets
     */
    boolean mayCall(String owner, String name, String descriptor) {
        Set<String> names = methods.get(owner);
        return names != null
                && names.contains(name)
                && !(owner.startsWith("java.util.") // nothing but an empty one
                        && name.equals("<init>")
                        && !descriptor.equals("()"))
                && (!SUBSTITUTED_ONLY.contains(owner + "." + name)
                        || isSubstituted(owner, name, descriptor));
    }

    boolean isSubstituted(String owner, String name, String descriptor) {
        return SUBSTITUTED.contains(owner + "." + name + descriptor);
    }

    /** {@return whether values may be taken for this type, as a name of Java's} */
    boolean mayBe(String type) {
        return types.contains(type);
    }

    /** {@return whether it is a constant of an enumeration of ours, or of the week} */
    boolean mayRead(String owner, String field) {
        if (!types.contains(owner)) {
            return false;
        }
        try {
            Class<?> type = Class.forName(owner, false, getClass().getClassLoader());
            int modifiers = type.getField(field).getModifiers();
            return type.getName().startsWith("java.time.")
                    && Modifier.isFinal(modifiers)
                    && Modifier.isStatic(modifiers);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script is not to get at, by whatever way Groovy has: refused before it ever runs. */
final class ScriptAttackTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            textBlock =
                    """
                    a file                        @ new File('/etc/passwd').text
                    a file by coercion            @ ('/etc/passwd' as File).text
                    a file by constructor list    @ File f = ['/etc/passwd']; f.text
                    a file by its text            @ '/etc/passwd'.toURL().text
                    a path                        @ java.nio.file.Path.of('/etc/passwd').toString()
                    a socket                      @ new Socket('127.0.0.1', 25)
                    a URL                         @ new URL('http://127.0.0.1/').text
                    a process of a text           @ 'id'.execute().text
                    a process of a list           @ ['id'].execute().text
                    a process builder             @ new ProcessBuilder('id').start()
                    the runtime                   @ Runtime.runtime.exec('id')
                    the runtime, by property      @ Runtime.getRuntime().availableProcessors()
                    the end of the service        @ System.exit(1)
                    a property of the system      @ System.getProperty('user.home')
                    the environment               @ System.getenv('PATH')
                    the standard output           @ System.out.println('x')
                    printing                      @ println 'x'
                    the class of a value          @ parcel.class.name
                    the class of a value, called  @ parcel.getClass().getName()
                    the class of this             @ this.class.classLoader
                    a class as a value            @ def c = String; c.name
                    a class as a value, in a list @ [Runtime][0]
                    a class by its name           @ Class.forName('java.lang.Runtime')
                    a class loader                @ new GroovyClassLoader()
                    a property by its name        @ parcel."${'class'}"
                    a method by its name          @ parcel."${'getClass'}"()
                    a method invoked              @ parcel.invokeMethod('getClass', null)
                    a property read by method     @ this.getProperty('class')
                    a field                       @ parcel.@text
                    a field of the host           @ this.@room = 1000000000
                    the host's clock              @ this.begin(Long.MAX_VALUE, [:])
                    the host's count              @ this.spend(-1000000000L)
                    the host's tick               @ this.tick()
                    a run of its own              @ this.run()
                    a copy of itself              @ this.clone()
                    the meta class                @ parcel.metaClass
                    the meta class of a type      @ String.metaClass.foo = { 1 }
                    the meta class of this        @ this.metaClass
                    a script in a script          @ evaluate('1')
                    a script in a shell           @ new GroovyShell().evaluate('1')
                    a script by Eval              @ Eval.me('1')
                    a script from a file          @ run(new File('x'), 'a')
                    the binding                   @ binding.variables
                    a thread                      @ new Thread({ }).start()
                    a thread, the Groovy way      @ Thread.start { }
                    a pause                       @ sleep(1000)
                    a pause of the thread         @ Thread.yield()
                    waiting                       @ parcel.wait()
                    a lock                        @ synchronized (parcel) { }
                    a method pointer              @ System.&exit
                    a method reference            @ Runtime::getRuntime
                    a lambda                      @ parcel.stops.any((String x) -> x == 'a')
                    an anonymous class            @ new Object() { String toString() { 'x' } }
                    a mixed-in category           @ use(Category) { 1 }
                    another delegate              @ ({ -> exit(1) }).with { delegate = System; it() }
                    a value with a block          @ parcel.with { text }
                    a coercion to an interface    @ ({ 1 } as Runnable).run()
                    an interface assigned         @ Runnable r = { }; r.run()
                    catching the limit            @ try { while (true) { } } catch (Throwable t) { }
                    finally                       @ try { take() } finally { while (true) { } }
                    throwing                      @ throw new Error('x')
                    asserting                     @ assert parcel.text == ''
                    an array                      @ new int[2000000000]
                    an array of so many objects   @ Object[] a = new Object[100000000]
                    an array of so many texts     @ def a = new String[3][100000000]
                    an array with what is in it   @ def a = new String[]{'x'}
                    an array of objects           @ String[] a = new String[parcel.text.length()]
                    a random number               @ Math.random()
                    a format                      @ String.format('%1000000000d', 1)
                    repeating                     @ 'x' * 1000000000
                    repeating, the Java way       @ 'x'.repeat(1000000000)
                    a power                       @ 2 ** 1000000000
                    a pattern                     @ ~/x/
                    a replacing pattern           @ parcel.text.replaceAll('(a+)+', '')
                    a formatter of dates          @ java.time.format.DateTimeFormatter.ofPattern('y')
                    an environment of zones       @ java.time.ZoneId.getAvailableZoneIds()
                    reading by Groovy             @ 'x'.with { new File(it).eachLine { } }
                    writing by Groovy             @ new File('x') << 'y'
                    dumping                       @ parcel.dump()
                    another script engine         @ new javax.script.ScriptEngineManager()
                    an answer of its own          @ new Answer('x')
                    a class of the host           @ org.heliograph.config.SettingsLoader.defaults()
                    a static call by name         @ org.codehaus.groovy.runtime.InvokerHelper.runScript(null, null)
                    a proxy                       @ [run: { 1 }] as Runnable
                    a builder                     @ new StringBuilder().append('x')
                    growing without end           @ [1].multiply(100000000)
                    a hook of the end             @ addShutdownHook { }
                    a pool                        @ java.util.concurrent.Executors.newCachedThreadPool()
                    an undeclared variable        @ x = 5
                    """)
    void cannotSay(String name, String body) {
        refused(name, "Answer send(Parcel parcel) {\n" + body + ";\nreturn take()\n}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            textBlock =
                    """
                    a class             @ class X { static { System.exit(1) } }
                    an interface        @ interface X { }
                    a trait             @ trait X { }
                    an enumeration      @ enum X { A }
                    a record            @ record X(int a) { }
                    an import           @ import java.nio.file.Files
                    a static import     @ import static java.lang.System.exit
                    a star import       @ import java.nio.file.*
                    a package           @ package org.heliograph.config.script
                    a static function   @ static int f() { 1 }
                    a locked function   @ synchronized int f() { 1 }
                    a function of the host     @ void tick() { }
                    a count that is its own    @ void charge(Object made) { }
                    a function of every object @ String toString() { 'x' }
                    a property of every object @ Object getProperty(String name) { 1 }
                    a function of the compiler @ void $getStaticMetaClass() { }
                    a main function     @ static void main(String[] a) { System.exit(1) }
                    a statement         @ System.exit(1)
                    an untyped parameter @ Answer bring(parcel) { take() }
                    another answer      @ String bring(Parcel parcel) { 'x' }
                    a default parameter @ int f(int a = System.exit(1)) { a }
                    """)
    void cannotHave(String name, String outside) {
        refused(name, outside + "\nAnswer send(Parcel parcel) { take() }");
    }

    /** Annotations run while a script is compiled: these must not even be looked at. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            nullValues = "-",
            quoteCharacter = '`',
            textBlock =
                    """
                    ~groovy.transform.ASTTest(value = { System.setProperty('attacked', 'yes') })
                    ~Grab('org.example:example:1.0')
                    ~GrabResolver(name = 'x', root = 'http://127.0.0.1:1/')
                    ~groovy.transform.BaseScript(groovy.lang.Script)
                    ~groovy.transform.CompileDynamic
                    ~groovy.transform.CompileStatic(extensions = ['x.groovy'])
                    ~groovy.transform.TypeChecked(extensions = ['x.groovy'])
                    ~groovy.transform.Field
                    ~groovy.lang.Newify(File)
                    ~groovy.transform.Memoized
                    ~groovy.lang.Mixin(File)
                    """)
    void cannotBeAnnotated(String annotation) {
        String at = annotation.replace('~', (char) 0x40);
        refused(annotation, at + "\nAnswer send(Parcel parcel) { take() }");
        refused(annotation, at + " int x = 1\nAnswer send(Parcel parcel) { take() }");
        refused(annotation, "Answer send(Parcel parcel) { " + at + " def x = 1; take() }");
        refused(annotation, "Answer send(" + at + " Parcel parcel) { take() }");
        assertTrue(System.getProperty("attacked") == null, annotation);
    }

    /** Class files have bounds of their own. */
    @Test
    void cannotBeTooLongForAClassFile() {
        refused(
                "a long function",
                "Answer send(Parcel parcel) {\nint a = 1\nint b = a\nint c = b\nint x = c\n"
                        + "x=x*x+x\n".repeat(8_100)
                        + "return take()\n}");
    }

    private static void refused(String name, String text) {
        ScriptRefused e = assertThrows(ScriptRefused.class, () -> Carrier.script(text), name);
        assertTrue(!e.problems().isEmpty(), name);
    }
}

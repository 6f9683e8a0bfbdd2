// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script that means no harm, or does, can use up: a run, and no more. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class ScriptLimitTest {
    private static final Parcel PARCEL = new Parcel("1", "2", "a".repeat(3_000) + "!");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            textBlock =
                    """
                    a loop                     @ while (true) { }                                  @ time limit
                    a counting loop            @ for (int i = 0; i < 10; i--) { }                  @ time limit
                    a do loop                  @ do { parcel.text.length() } while (true)          @ time limit
                    a loop in a loop           @ for (i in 1..10000) { for (j in 1..10000) { } }   @ time limit
                    a long range               @ for (i in 0..2000000000) { }                      @ elements
                    a range collected          @ (0..2000000000).collect { it }                    @ elements
                    a range as a list          @ def l = (0..2000000000).toList()                  @ elements
                    a range beyond integers    @ def l = (-2000000000..2000000000).toSet()         @ IllegalArgumentException
                    a range backwards          @ def l = (2000000000..0).reverse()                 @ elements
                    a range from a number      @ int n = 2000000000; def l = (0..n).sort()         @ elements
                    a range that is open       @ int n = 2000000000; def l = (0..<n).max()         @ elements
                    a range in a closure       @ def l = parcel.stops.collect { (0..2000000000).tail() } @ elements
                    a range one too long       @ def l = (0..10000).unique()                       @ elements
                    a range as long as may be  @ def l = (1..10000).toSorted()                     @ answers nothing
                    a closure over a range     @ (0..2000000000).each { }                          @ elements
                    a closure in a closure     @ (1..10000).each { (1..10000).each { } }           @ more than 200000
                    calls without end          @ again(1)                                          @ itself too deep
                    a closure without end      @ Closure c = null; c = { c.call() }; c.call()      @ itself too deep
                    a hard expression          @ parcel.text ==~ '(.*)(.*)(.*)(.*)(.*)z'                          @ time limit
                    a hard search              @ if (parcel.text =~ '(x+x+)+y|(a|aa)+$') { }       @ ``
                    a deep expression          @ parcel.text ==~ '(a|b)*!x'                        @ ``
                    a text doubled             @ String s = 'x'; while (true) { s += s }           @ more than 200000
                    a text doubled, by GString @ String s = 'x'; while (true) { s = "$s$s" }       @ more than 200000
                    a text doubled, by concat  @ String s = 'x'; while (true) { s = s.concat(s) }  @ more than 200000
                    a text replaced            @ String s = parcel.text; parcel.text.replace('a', s) @ more than 200000
                    a text padded              @ 'x'.padLeft(2000000000, ' ')                      @ more than 200000
                    a list doubled             @ List<String> l = ['x']; while (true) { l = l + l } @ elements
                    a list that grows          @ def l = []; while (true) { l << 'x' }             @ elements
                    a list in itself           @ def l = []; l << l; l << l; l << [l]; "$l"        @ ``
                    lists in lists             @ List l = [1]; for (i in 1..40) { l = [l, l] }; l == [l] @ two levels
                    the text of a list         @ "${parcel.stops}"                                 @ use join
                    texts joined               @ def l = []; for (i in 1..900) { l << parcel.text }; l.join('') @ more than 200000
                    another map than a map     @ def x = parcel.stops; Object o = x; String s = o['class'] @ ``
                    no number                  @ parcel.text.toInteger()                           @ NumberFormatException at line
                    nothing there              @ String s = null; s.length()                       @ NullPointerException at line
                    no such table              @ table('none').get('1')                            @ IllegalArgumentException at line
                    a wrong pattern            @ parcel.text ==~ '('                               @ PatternSyntaxException at line
                    a division                 @ int zero = 0; 5.intdiv(zero)                      @ ArithmeticException at line
                    nothing answered           @ return null                                       @ answers nothing
                    """)
    void costsOneRun(String name, String body, String reason) throws Exception {
        String text =
                "Answer again(int n) { again(n + 1) }\nAnswer send(Parcel parcel) {\n"
                        + body
                        + "\nreturn null\n}";
        LoadedScript<Carrier> script = Carrier.script(text);
        long began = System.nanoTime();
        ScriptFailure e =
                assertThrows(ScriptFailure.class, () -> script.run(one -> one.send(PARCEL)), name);
        assertTrue(e.reason().contains(reason), () -> name + ": " + e.reason());
        assertTrue(!e.reason().contains("aaa"), "shows what nobody is to read");
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.toMillis() < 2_000, () -> name + " took " + took);
    }

    @Test
    void countsEachRunByItself() throws Exception {
        LoadedScript<Carrier> script =
                Carrier.script(
                        """
                        Answer send(Parcel parcel) {
                            def l = []
                            for (i in 1..2000) { l << i }
                            String s = parcel.text + parcel.text
                            take()
                        }
                        """);
        for (int i = 0; i < 200; i++) {
            assertEquals("taken", script.run(one -> one.send(PARCEL)).toString());
        }
    }

    @Test
    void restsAfterItTookTooLongAgainAndAgain() throws Exception {
        LoadedScript<Carrier> script =
                Carrier.script("Answer send(Parcel p) { while (p.to != '3') { }; take() }");
        for (int i = 0; i < 5; i++) {
            assertThrows(ScriptFailure.class, () -> script.run(one -> one.send(PARCEL)));
        }
        Parcel harmless = new Parcel("1", "3", "");
        ScriptFailure e =
                assertThrows(ScriptFailure.class, () -> script.run(one -> one.send(harmless)));
        assertTrue(e.reason().startsWith("rests"), e.reason());
    }

    @Test
    void saysWhereAScriptIsWrong() {
        ScriptRefused e =
                assertThrows(
                        ScriptRefused.class,
                        () ->
                                Carrier.script(
                                        """
                                        Answer send(Parcel parcel) {
                                            take().to(parcel.nothing)
                                        }
                                        """));
        assertEquals(2, e.problems().getFirst().line());
        assertEquals(15, e.problems().getFirst().column());
    }
}

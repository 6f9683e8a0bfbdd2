// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators write, and what comes of it. */
final class ScriptTest {
    static final Parcel PARCEL =
            new Parcel("447700900001", "07700900123", "Win at the Casino, 5 times");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            textBlock =
                    """
                    a plain answer        @ take()                                                      @ taken
                    a word of a text      @ parcel.text.toLowerCase().contains('casino') ? refuse('spam') : take() @ refused: spam
                    a change              @ take().to('44' + parcel.to.substring(1))                    @ taken to 447700900123
                    a text with a value   @ refuse("to ${parcel.to} at ${parcel.time.hour}")            @ refused: to 07700900123 at 22
                    in a list             @ parcel.from in ['447700900001', '1'] ? refuse('x') : take() @ refused: x
                    a map                 @ take().to(['077': 'mobile'][parcel.to.take(3)])             @ taken to mobile
                    a range of a text     @ take().to(parcel.to[0..2])                                  @ taken to 077
                    a regular expression  @ parcel.to ==~ '07[0-9]{9}' ? refuse('m') : take()           @ refused: m
                    a search              @ parcel.text =~ /[0-9] times/ ? refuse('t') : take()         @ refused: t
                    a closure             @ parcel.stops.any { it.startsWith('s') } ? refuse('s') : take() @ refused: s
                    closures in a row     @ take().to(parcel.stops.collect { it + '!' }.findAll { it.size() > 5 }.join('-')) @ taken to north!-south!
                    hours                 @ parcel.time.hour >= 22 || parcel.time.hour < 7 ? refuse('night') : take() @ refused: night
                    a day of the week     @ parcel.time.dayOfWeek == DayOfWeek.SUNDAY ? refuse('sun') : take() @ refused: sun
                    a later time          @ take().to(parcel.time.plusDays(1).toLocalDate().toString()) @ taken to 2026-11-23
                    a number              @ parcel.from.substring(8).toInteger() > 0 ? refuse('n') : take() @ refused: n
                    whole division        @ take().to((parcel.text.length().intdiv(5)).toString())      @ taken to 5
                    no such letter        @ take().to(parcel.text.replace('a', 'aa'))                  @ taken to Win aat the Caasino, 5 times
                    words                 @ take().to(parcel.text.tokenize(' ').last())                 @ taken to times
                    elvis                 @ take().to(parcel.text.takeBefore('zz') ?: 'none')           @ taken to none
                    padding               @ take().to('7'.padLeft(3, '0'))                              @ taken to 007
                    """)
    void saysWhatItSays(String name, String expression, String answer) throws Exception {
        String text = "Answer send(Parcel parcel) { " + expression + " }";
        assertEquals(answer, Carrier.script(text).run(one -> one.send(PARCEL)).toString(), name);
    }

    @Test
    void hasFunctionsLoopsAndSwitches() throws Exception {
        String text =
                """
                Answer send(Parcel parcel) {
                    int sum = 0
                    for (String stop in parcel.stops) { sum += stop.length() }
                    for (int i = 0; i < 3; i++) { sum++ }
                    for (j in 1..3) { sum += j }
                    while (sum > 15) { sum-- }
                    def longest = []
                    parcel.stops.each { longest << it }
                    switch (parcel.from) {
                        case '1': return refuse('one')
                        case ['447700900001', '2']: sum += 100; break
                        default: sum = 0
                    }
                    twice(sum) > 200 && longest.size() == 2 ? refuse("sum $sum") : take()
                }

                int twice(int number) {
                    number * 2
                }
                """;
        assertEquals(
                "refused: sum 115", Carrier.script(text).run(one -> one.send(PARCEL)).toString());
    }

    @Test
    void looksThingsUpInTables() throws Exception {
        String text =
                """
                Answer send(Parcel parcel) {
                    Table ported = table('ported')
                    if (!ported.has('0770090')) return refuse('no row')
                    take().to(ported.longest(parcel.to) + ported.get('x') + ported.longest('9'))
                }
                """;
        Table ported = new Table(Map.of("077", "a", "0770090", "b", "07700900124", "c", "x", "!"));
        assertEquals(
                "taken to b!",
                Carrier.script(text, Map.of("ported", ported))
                        .run(one -> one.send(PARCEL))
                        .toString());
    }

    @Test
    void decidesOnlyWhereItHasAFunction() throws Exception {
        LoadedScript<Carrier> script =
                Carrier.script("Answer bring(Parcel parcel) { refuse('no') }");
        assertEquals(java.util.Set.of("bring"), script.points());
        assertEquals("taken", script.run(one -> one.send(PARCEL)).toString());
        assertEquals("refused: no", script.run(one -> one.bring(PARCEL)).toString());
    }
}

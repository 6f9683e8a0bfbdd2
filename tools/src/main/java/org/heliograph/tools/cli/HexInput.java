// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.heliograph.pdu.Octets;

/**
 * Octets as commands take them: hexadecimal, {@code @FILE}, or {@code -}. A file holds hexadecimal
 * digits, or the octets themselves.
 */
public final class HexInput {
    /** Far beyond any PDU: an MMS with its photos in hexadecimal. */
    private static final int MAX_OCTETS = 64 << 20;

    /** What modems print around the hexadecimal digits of a PDU (3GPP TS 27.005). */
    private static final List<String> MODEM_TALK = List.of("+CM", "AT", "OK", ">");

    private HexInput() {}

    /** What is wrong with an input is said of {@code name}. */
    private record Source(String name, Octets content) {}

    /**
     * Reads one run of octets.
     *
     * @param argument what stands on the command line
     * @param standardInput what {@code -} reads
     */
    public static Octets read(String argument, InputStream standardInput) throws CommandFailure {
        return all(List.of(argument), standardInput, _ -> false).getFirst();
    }

    /**
     * Reads one or several runs of octets. Several words or lines are several runs if the first of
     * them is one by itself, else pieces of one.
     *
     * @param arguments what stands on the command line: words of hexadecimal digits, or one name of
     *     a file, or {@code -}
     * @param isOne whether octets are a whole run
     */
    public static List<Octets> all(
            List<String> arguments, InputStream standardInput, Predicate<Octets> isOne)
            throws CommandFailure {
        String first = arguments.getFirst();
        boolean named = first.startsWith("@") || first.equals("-");
        if (named && arguments.size() > 1) {
            throw new CommandFailure("one file at a time: " + first);
        }
        if (!named) {
            return hex(
                    List.of(String.join("\n", arguments).split("\\R", -1)), "the argument", isOne);
        }
        Source source = source(first, standardInput);
        if (isBinary(source.content)) {
            return List.of(source.content);
        }
        String text = source.content.toString(StandardCharsets.US_ASCII);
        return hex(text.lines().filter(HexInput::isHex).toList(), source.name, isOne);
    }

    private static boolean isHex(String line) {
        return MODEM_TALK.stream().noneMatch(line.strip()::startsWith);
    }

    /** Text and nothing else is text. */
    private static boolean isBinary(Octets content) {
        for (int i = 0; i < content.length(); i++) {
            int each = content.at(i);
            if ((each < ' ' && each != '\n' && each != '\r' && each != '\t') || each >= 0x7F) {
                return true;
            }
        }
        return false;
    }

    private static Source source(String argument, InputStream standardInput) throws CommandFailure {
        try {
            if (argument.equals("-")) {
                return new Source("standard input", content(standardInput, "standard input"));
            }
            String name = argument.substring(1);
            try (InputStream file = Files.newInputStream(Path.of(name))) {
                return new Source(name, content(file, name));
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure("no such file: " + argument.substring(1), e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + argument + ": " + e.getMessage(), e);
        }
    }

    private static Octets content(InputStream in, String name) throws IOException, CommandFailure {
        byte[] content = in.readNBytes(MAX_OCTETS + 1);
        if (content.length > MAX_OCTETS) {
            throw new CommandFailure(name + " is longer than " + MAX_OCTETS + " octets");
        }
        return Octets.ofOwned(content);
    }

    private static List<Octets> hex(List<String> pieces, String name, Predicate<Octets> isOne)
            throws CommandFailure {
        List<String> digits = pieces.stream().filter(piece -> !piece.isBlank()).toList();
        if (digits.isEmpty()) {
            throw new CommandFailure(name + " is empty");
        }
        try {
            if (digits.size() > 1 && isWhole(digits.getFirst(), isOne)) {
                List<Octets> all = new ArrayList<>();
                for (String each : digits) {
                    all.add(Octets.ofHex(each));
                }
                return all;
            }
            return List.of(Octets.ofHex(String.join("", digits)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(name + " is not hexadecimal: " + e.getMessage(), e);
        }
    }

    private static boolean isWhole(String digits, Predicate<Octets> isOne) {
        try {
            return isOne.test(Octets.ofHex(digits));
        } catch (IllegalArgumentException e) {
            return false; // an odd number of digits: the next piece goes on
        }
    }

    /** Reads text, such as JSON, from {@code @FILE} or {@code -}. */
    public static String text(String argument, InputStream standardInput) throws CommandFailure {
        if (!argument.equals("-") && !argument.startsWith("@")) {
            throw new CommandFailure("expected @FILE or -, got " + argument);
        }
        return source(argument, standardInput).content.toString(StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.pdu.TextCost.Way;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu explain text}. */
@Command(
        name = "text",
        description =
                "Tells which alphabet and how many segments a text takes, and what each"
                        + " character costs.",
        footer = {"", "Example:", "  heliograph pdu explain text 'Grüße, 10 € bitte'"})
final class ExplainTextCommand implements Callable<Integer> {
    private static final int CHARACTERS_SHOWN = 40;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "TEXT", description = "The text.")
    private String text = "";

    @Option(
            names = "--language",
            paramLabel = "L",
            split = ",",
            description =
                    "Languages whose national tables may be used: turkish, spanish, portuguese,"
                            + " bengali, gujarati, hindi, kannada, malayalam, oriya, punjabi,"
                            + " tamil, telugu, urdu, or all.")
    private List<String> languages = List.of();

    @Option(names = "--json", description = "Writes JSON.")
    private boolean json;

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        TextCost cost = cost();
        out.print(json ? TextCostJson.of(text, cost) : written(cost));
        out.flush();
        return 0;
    }

    private TextCost cost() throws CommandFailure {
        try {
            return TextCost.of(text, Languages.named(languages));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private String written(TextCost cost) {
        Way chosen = cost.chosen();
        StringBuilder out = new StringBuilder();
        out.append("alphabet  ").append(chosen.name()).append('\n');
        out.append("length    ").append(chosen.length()).append(' ').append(chosen.unit());
        out.append(", ").append(text.codePointCount(0, text.length())).append(" characters\n");
        segments(chosen, out);
        out.append('\n');
        characters(cost, out);
        if (!cost.others().isEmpty()) {
            out.append('\n');
            others(cost, out);
        }
        return out.toString();
    }

    private static void segments(Way chosen, StringBuilder out) {
        out.append("segments  ").append(chosen.segments().size()).append('\n');
        List<List<String>> rows = new ArrayList<>();
        for (UserData segment : chosen.segments()) {
            rows.add(
                    List.of(
                            "  " + (rows.size() + 1),
                            segment.payload().length() + " of " + chosen.room(segment),
                            TreeText.escaped(segment.text(chosen.alphabet()))));
        }
        Columns.write(rows, out);
    }

    private static void characters(TextCost cost, StringBuilder out) {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(Alphabet.GSM_7BIT, List.of(), true, List.of()));
        if (!cost.chosen().tables().isEmpty()) {
            ways.add(cost.chosen());
        }
        ways.add(new Way(Alphabet.UCS2, List.of(), true, List.of()));
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("character", "", "times"));
        ways.forEach(way -> head.add(heading(way)));
        head.add("name");
        rows.add(head);
        for (TextCost.CharacterCost character : cost.characters()) {
            if (rows.size() > CHARACTERS_SHOWN) {
                break;
            }
            List<String> row = new ArrayList<>();
            row.add(TreeText.escaped(character.text()));
            row.add("U+%04X".formatted(character.codePoint()));
            row.add(Integer.toString(character.times()));
            for (Way way : ways) {
                row.add(way.spelling(character.text()).map(ExplainTextCommand::cost).orElse("-"));
            }
            row.add(character.name());
            rows.add(row);
        }
        Columns.write(rows, out);
        int more = cost.characters().size() - (rows.size() - 1);
        if (more > 0) {
            out.append("and ").append(more).append(" more; --json lists them all\n");
        }
    }

    private static String heading(Way way) {
        if (way.alphabet() == Alphabet.UCS2) {
            return "UCS-2 octets";
        }
        return way.tables().isEmpty() ? "GSM 7-bit septets" : "national septets";
    }

    private static String cost(Octets spelling) {
        return spelling.length() + " (" + spelling.toHex() + ")";
    }

    private static void others(TextCost cost, StringBuilder out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("other ways", "segments", ""));
        for (Way way : cost.others()) {
            rows.add(
                    List.of(
                            way.name(),
                            way.segments().isEmpty()
                                    ? "-"
                                    : Integer.toString(way.segments().size()),
                            way.segments().isEmpty()
                                    ? "lacks " + lacking(cost, way)
                                    : "%d %s%s"
                                            .formatted(
                                                    way.length(),
                                                    way.unit(),
                                                    way.allowed()
                                                            ? ""
                                                            : ", not allowed: --language")));
        }
        Columns.write(rows, out);
    }

    private static String lacking(TextCost cost, Way way) {
        List<String> missing =
                cost.characters().stream()
                        .map(TextCost.CharacterCost::text)
                        .filter(character -> way.spelling(character).isEmpty())
                        .map(TreeText::escaped)
                        .toList();
        String some = missing.stream().limit(10).collect(Collectors.joining(" "));
        return missing.size() > 10 ? some + " and " + (missing.size() - 10) + " more" : some;
    }
}

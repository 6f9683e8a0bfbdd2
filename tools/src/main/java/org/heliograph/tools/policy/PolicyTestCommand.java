// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heliograph.config.Settings;
import org.heliograph.config.script.LoadedScript;
import org.heliograph.config.script.ScriptDirectory;
import org.heliograph.config.script.ScriptFailure;
import org.heliograph.config.script.ScriptForm;
import org.heliograph.config.script.ScriptRefused;
import org.heliograph.mmsc.policy.Mms;
import org.heliograph.mmsc.policy.MmsPolicy;
import org.heliograph.smsc.policy.Sms;
import org.heliograph.smsc.policy.SmsPolicy;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonText;
import org.heliograph.tools.policy.MessageFile.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heliograph policy test}. */
@Command(
        name = "test",
        description = {
            "Shows what a script decides about a message at each point where it decides, or why it",
            "cannot be used. Reads the tables beside the script; asks no server, and sends nothing."
        },
        footer = {"", "Example:", "  heliograph policy test night.groovy night.json"})
final class PolicyTestCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SCRIPT", description = "The file of the script.")
    private Path script = Path.of("");

    @Parameters(
            paramLabel = "MESSAGE.json",
            description = "The message; docs/policy.md says how it is written.")
    private Path message = Path.of("");

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs it so often, and tells the mean time of the last tenth.")
    private int runs = 1;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private record Said(String point, String answer, long nanos) {}

    @Override
    public Integer call() throws CommandFailure {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs: 1 or more");
        }
        Settings settings = configured.load();
        List<Said> all =
                switch (MessageFile.read(message)) {
                    case Message.OfSms(var sms) -> about(sms, settings);
                    case Message.OfMms(var mms) -> about(mms, settings);
                };
        print(all);
        return 0;
    }

    private List<Said> about(Sms sms, Settings settings) throws CommandFailure {
        Map<String, Function<SmsPolicy, Object>> points =
                Map.of(
                        "submission", policy -> policy.submission(sms),
                        "routing", policy -> policy.routing(sms),
                        "delivery", policy -> policy.delivery(sms));
        return say(load(SmsPolicy.FORM, settings.smsc().policy().timeLimit()), points);
    }

    private List<Said> about(Mms mms, Settings settings) throws CommandFailure {
        Map<String, Function<MmsPolicy, Object>> points =
                Map.of(
                        "submission", policy -> policy.submission(mms),
                        "routing", policy -> policy.routing(mms),
                        "delivery", policy -> policy.delivery(mms));
        return say(load(MmsPolicy.FORM, settings.mmsc().policy().timeLimit()), points);
    }

    private <T> LoadedScript<T> load(ScriptForm<T> form, Duration timeLimit) throws CommandFailure {
        try {
            return ScriptDirectory.load(script, form, timeLimit);
        } catch (ScriptRefused e) {
            throw new CommandFailure(
                    e.problems().stream()
                            .map(problem -> script + ": " + problem)
                            .collect(Collectors.joining("\n")),
                    e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + script + ": " + e.getMessage(), e);
        }
    }

    private <T> List<Said> say(LoadedScript<T> loaded, Map<String, Function<T, Object>> points)
            throws CommandFailure {
        List<Said> all = new ArrayList<>();
        for (String point : List.of("submission", "routing", "delivery")) {
            Function<T, Object> call = points.get(point);
            if (call != null && loaded.decides(point)) {
                all.add(say(loaded, point, call));
            }
        }
        return all;
    }

    private <T> Said say(LoadedScript<T> loaded, String point, Function<T, Object> call)
            throws CommandFailure {
        try {
            int counted = Math.max(1, runs / 10);
            for (int i = counted; i < runs; i++) {
                loaded.run(call);
            }
            Object answer = "";
            long began = System.nanoTime();
            for (int i = 0; i < counted; i++) {
                answer = loaded.run(call);
            }
            return new Said(point, answer.toString(), (System.nanoTime() - began) / counted);
        } catch (ScriptFailure e) {
            throw new CommandFailure(script + ": " + point + ": " + e.reason(), e);
        }
    }

    private void print(List<Said> all) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Json> decisions =
                    all.stream()
                            .<Json>map(
                                    said ->
                                            Json.object()
                                                    .put("point", said.point)
                                                    .put("answer", said.answer)
                                                    .put("nanos", said.nanos)
                                                    .build())
                            .toList();
            out.print(
                    JsonText.of(
                            Json.object()
                                    .put("script", script.toString())
                                    .put("decisions", Json.of(decisions))
                                    .build()));
            return;
        }
        for (Said said : all) {
            out.println("%-10s  %s  (%,d ns)".formatted(said.point, said.answer, said.nanos));
        }
    }
}

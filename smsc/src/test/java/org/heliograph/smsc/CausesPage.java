// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import org.heliograph.smsc.message.Cause;

/** The tables of docs/causes.md, for the tests that hold it to the code. */
public final class CausesPage {
    private CausesPage() {}

    /**
     * {@return the rows of a table, cell by cell, without its head}
     *
     * @param heading of its section begins so
     */
    public static List<List<String>> table(String heading) throws IOException {
        Path page = Path.of(System.getProperty("heliograph.root", "."), "docs/causes.md");
        var rows = new ArrayList<List<String>>();
        boolean here = false;
        for (String line : Files.readAllLines(page, UTF_8)) {
            if (line.startsWith("## ")) {
                here = line.startsWith("## " + heading);
            } else if (here && line.startsWith("| ")) {
                String cells = line.substring(2, line.length() - 2).replace("`", "");
                rows.add(List.of(cells.split(" \\| ", -1)));
            }
        }
        return rows.subList(1, rows.size());
    }

    /** {@return which cause a number means, as a table has it} */
    public static IntFunction<Cause> mapping(String heading) throws IOException {
        var causes = new HashMap<Integer, Cause>();
        for (List<String> row : table(heading)) {
            Cause cause = Cause.valueOf(row.get(1).replace('-', '_').toUpperCase(Locale.ROOT));
            if (row.get(0).equals("any other")) {
                causes.put(-1, cause);
                continue;
            }
            for (String number : row.get(0).split(", ", -1)) {
                causes.put(Integer.decode(number.replaceAll(" .*", "")), cause);
            }
        }
        Cause other = Objects.requireNonNull(causes.get(-1), "any other");
        return number -> causes.getOrDefault(number, other);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of a test, as text, to be written to a directory. */
final class Tables {
    private final Map<String, StringBuilder> files = new LinkedHashMap<>();

    Tables() {
        TariffReader.FILES.forEach(file -> files.put(file, new StringBuilder("#header\n")));
    }

    /** A small plan: what 614, 6113 and 61 cost by the minute, and all else by the second. */
    static Tables australian() {
        return new Tables()
                .add("Destinations", "MOBILE,614", "SYDNEY,6113", "AU,61")
                .add(
                        "Rates",
                        "R22,0,22,60s,60s,0s",
                        "R25S,0,25,60s,1s,0s",
                        "R14,0,14,60s,60s,0s",
                        "FEE,25,0,60s,60s,0s")
                .add(
                        "DestinationRates",
                        "DR,MOBILE,R22,*up,4,0,",
                        "DR,SYDNEY,R14,*up,4,0,",
                        "DR,AU,FEE,*up,4,0,",
                        "DR,*any,R25S,*up,4,0,")
                .add("RatingPlans", "RP,DR,*any,10")
                .add("RatingProfiles", "t,call,*any,2014-01-14T00:00:00Z,RP,");
    }

    Tables add(String table, String... rows) {
        StringBuilder text = files.get(table + ".csv");
        if (text == null) {
            throw new IllegalArgumentException(table);
        }
        for (String row : rows) {
            text.append(row).append('\n');
        }
        return this;
    }

    Path in(Path directory) throws IOException {
        for (var file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }
}

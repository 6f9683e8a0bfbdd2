// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.config.CsvLine;

/**
 * One CSV file: a row a line, fields separated by commas, in double quotes where they hold one;
 * lines that begin with {@code #} are comments.
 */
final class Table {
    /** Far above what the largest operators have. */
    private static final int MOST_ROWS = 5_000_000;

    private static final int LONGEST_LINE = 4_096;

    /** Money and weights: no exponents, and no more digits than any currency needs. */
    private static final String DECIMAL = "-?\\d{1,15}(\\.\\d{1,15})?";

    /** A row, and where it stands. */
    record Row(String file, int line, List<String> fields) {
        String text(int column) {
            return fields.get(column);
        }

        /** {@return a name, which must be there} */
        String name(int column, String what) throws TariffException {
            String name = text(column);
            if (name.isEmpty() || name.length() > 128) {
                throw problem(what + " of 1 to 128 characters expected");
            }
            return name;
        }

        BigDecimal decimal(int column, String what) throws TariffException {
            if (!text(column).matches(DECIMAL)) {
                throw problem(what + ": a decimal number expected, got '" + text(column) + "'");
            }
            return new BigDecimal(text(column));
        }

        long usage(int column, String what) throws TariffException {
            try {
                return Usage.of(text(column)).amount();
            } catch (IllegalArgumentException e) {
                throw problem(what + ": " + e.getMessage());
            }
        }

        TariffException problem(String reason) {
            return new TariffException(file, line, reason);
        }
    }

    /** What is done with each row. */
    @FunctionalInterface
    interface Reader {
        void read(Row row) throws TariffException;
    }

    private Table() {}

    /**
     * @param columns as CGRateS names them
     * @throws TariffException naming the file, and the line where there is one
     */
    static void read(Path file, List<String> columns, Reader reader) throws TariffException {
        String name = String.valueOf(file.getFileName());
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = line(in); !line.equals(END); line = line(in)) {
                number++;
                if (number > MOST_ROWS) {
                    throw new TariffException(name, number, "more than " + MOST_ROWS + " rows");
                }
                if (line.length() > LONGEST_LINE) {
                    throw new TariffException(
                            name, number, "longer than " + LONGEST_LINE + " characters");
                }
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("\uFEFF#")) {
                    reader.read(new Row(name, number, fields(name, number, line, columns)));
                }
            }
        } catch (IOException e) {
            throw new TariffException(name, "cannot be read: " + e);
        }
    }

    /** No line of a file: it holds a line feed. */
    private static final String END = "\n";

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        return line == null ? END : line;
    }

    private static List<String> fields(String file, int number, String line, List<String> columns)
            throws TariffException {
        List<String> fields;
        try {
            fields = CsvLine.fields(line);
        } catch (IllegalArgumentException e) {
            throw new TariffException(file, number, String.valueOf(e.getMessage()));
        }
        fields.replaceAll(String::strip);
        if (fields.size() != columns.size()) {
            throw new TariffException(
                    file,
                    number,
                    fields.size()
                            + " columns, expected "
                            + columns.size()
                            + ": "
                            + String.join(",", columns));
        }
        return fields;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heliograph.config.SubscriberSettings;

/**
 * The file of subscribers: CSV (RFC 4180, without quotes), UTF-8. Its first line names the columns,
 * in any order: {@code msisdn,imsi,impu,profile,services,barred}; only msisdn has to be there.
 * Lines that begin with # and empty ones mean nothing.
 */
final class DirectoryFile {
    /** Several IMPUs and some services fit; a longer line is no line of ours. */
    private static final int LONGEST_LINE = 2048;

    /** An implicit registration set; a subscriber has a tel: and a sip: one mostly. */
    private static final int MOST_IMPUS = 16;

    private static final int LONGEST_IMPU = 255;
    private static final int MOST_SERVICES = 16;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String SERVICE = "[a-z0-9-]{1,20}";

    private enum Column {
        MSISDN,
        IMSI,
        IMPU,
        PROFILE,
        SERVICES,
        BARRED
    }

    private final Set<String> usualServices;
    private final List<Column> columns = new ArrayList<>();
    private final DirectoryTable table;

    private DirectoryFile(SubscriberSettings settings) {
        this.usualServices = Set.copyOf(settings.services());
        this.table = new DirectoryTable(settings.most());
    }

    /**
     * @throws IOException naming the file, the line and what is wrong with it
     */
    static DirectoryTable read(Path file, SubscriberSettings settings) throws IOException {
        DirectoryFile reading = new DirectoryFile(settings);
        int number = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] line = new byte[LONGEST_LINE + 1];
            int length = 0;
            int octet;
            do {
                octet = in.read();
                if (octet >= 0 && octet != '\n') {
                    if (length == LONGEST_LINE) {
                        throw new IllegalArgumentException(
                                "longer than " + LONGEST_LINE + " octets");
                    }
                    line[length++] = (byte) octet;
                } else {
                    reading.line(text(line, length));
                    number++;
                    length = 0;
                }
            } while (octet >= 0);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + ":" + (number + 1) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e, e);
        } catch (OutOfMemoryError e) {
            throw new IOException(file + ": no memory for so many subscribers", e);
        }
        if (reading.columns.isEmpty()) {
            throw new IOException(file + ": no line names the columns");
        }
        return reading.table;
    }

    private static String text(byte[] line, int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, end)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    private void line(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.indexOf('"') >= 0) {
            throw new IllegalArgumentException("quotes are not supported");
        }
        String[] cells = line.split(",", -1);
        if (columns.isEmpty()) {
            header(cells);
            return;
        }
        if (cells.length > columns.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells, and " + columns.size() + " columns");
        }
        table.add(subscriber(cells));
    }

    private void header(String[] cells) {
        for (String cell : cells) {
            String name = cell.strip().replace("\uFEFF", ""); // of spreadsheets
            Column column =
                    Arrays.stream(Column.values())
                            .filter(known -> known.name().equalsIgnoreCase(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "unknown column; known: " + known()));
            if (columns.contains(column)) {
                throw new IllegalArgumentException("a column twice");
            }
            columns.add(column);
        }
        if (!columns.contains(Column.MSISDN)) {
            throw new IllegalArgumentException("no column msisdn");
        }
    }

    private static String known() {
        return String.join(
                ", ",
                Arrays.stream(Column.values())
                        .map(column -> column.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private Subscriber subscriber(String[] cells) {
        return new Subscriber(
                msisdn(cell(cells, Column.MSISDN)),
                cell(cells, Column.IMSI).map(Imsi::new),
                impus(cell(cells, Column.IMPU)),
                cell(cells, Column.PROFILE).map(name -> matching(name, NAME, "a device profile")),
                cell(cells, Column.SERVICES).map(DirectoryFile::services).orElse(usualServices),
                barred(cell(cells, Column.BARRED)));
    }

    private Optional<String> cell(String[] cells, Column column) {
        int at = columns.indexOf(column);
        if (at < 0 || at >= cells.length) {
            return Optional.empty();
        }
        return Optional.of(cells[at].strip()).filter(cell -> !cell.isEmpty());
    }

    /** Bare digits are one here even where a header's would not be: the column says so. */
    private static Msisdn msisdn(Optional<String> cell) {
        return cell.map(text -> text.startsWith("+") ? text.substring(1) : text)
                .filter(digits -> digits.matches("[1-9][0-9]{0,14}"))
                .map(Msisdn::new)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "an MSISDN has 1 to 15 digits, the first not 0"));
    }

    private static List<String> impus(Optional<String> cell) {
        List<String> impus =
                cell.map(text -> Arrays.stream(text.split(" +", -1)))
                        .map(all -> all.map(Subscribers::canonical).toList())
                        .orElse(List.of());
        if (impus.size() > MOST_IMPUS) {
            throw new IllegalArgumentException("more than " + MOST_IMPUS + " IMPUs");
        }
        for (String impu : impus) {
            if (!impu.matches("(sips?|tel):[!-~]+") || impu.length() > LONGEST_IMPU) {
                throw new IllegalArgumentException(
                        "an IMPU is a sip:, sips: or tel: URI; several with a space between");
            }
        }
        return impus;
    }

    private static Set<String> services(String cell) {
        String[] names = cell.equals("-") ? new String[0] : cell.split(" +", -1);
        if (names.length > MOST_SERVICES) {
            throw new IllegalArgumentException("more than " + MOST_SERVICES + " services");
        }
        for (String name : names) {
            matching(name, SERVICE, "a service; several with a space between, and - for none");
        }
        return Set.copyOf(Arrays.asList(names));
    }

    private static boolean barred(Optional<String> cell) {
        return switch (cell.orElse("no").toLowerCase(Locale.ROOT)) {
            case "yes", "true", "1" -> true;
            case "no", "false", "0" -> false;
            default -> throw new IllegalArgumentException("barred: expected yes or no");
        };
    }

    private static String matching(String text, String form, String what) {
        if (!text.matches(form)) {
            throw new IllegalArgumentException("no name of " + what);
        }
        return text;
    }
}

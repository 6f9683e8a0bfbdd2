// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.config.Listen;
import org.heliograph.tools.load.smpp.AddressRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options are written. */
final class Spelling {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Spelling() {}

    /** Times as the settings file has them: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 2h}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher time = TIME.matcher(text);
            if (!time.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no time such as 500ms, 30s, 15m, 2h");
            }
            long count = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
        }
    }

    static final class Server implements ITypeConverter<Listen> {
        @Override
        public Listen convert(String text) {
            try {
                return Listen.of(text);
            } catch (IllegalArgumentException e) {
                throw refused(e);
            }
        }
    }

    /** A process on this machine. */
    static final class Pid implements ITypeConverter<ProcessHandle> {
        @Override
        public ProcessHandle convert(String text) {
            try {
                return ProcessHandle.of(Long.parseLong(text))
                        .orElseThrow(() -> new TypeConversionException("no process " + text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no process's number");
            }
        }
    }

    static final class Addresses implements ITypeConverter<AddressRange> {
        @Override
        public AddressRange convert(String text) {
            try {
                return AddressRange.of(text);
            } catch (IllegalArgumentException e) {
                throw refused(e);
            }
        }
    }

    static final class Shares implements ITypeConverter<Mix> {
        @Override
        public Mix convert(String text) {
            try {
                return Mix.of(text);
            } catch (IllegalArgumentException e) {
                throw refused(e);
            }
        }
    }

    private static TypeConversionException refused(IllegalArgumentException e) {
        return new TypeConversionException(String.valueOf(e.getMessage()));
    }
}

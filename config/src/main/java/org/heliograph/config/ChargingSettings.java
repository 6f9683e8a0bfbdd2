// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;

/** Section {@code charging}: what events cost, who pays, and the records of it. */
public record ChargingSettings(
        @Allowed(matches = "[!-~]{1,64}", says = "1 to 64 ASCII characters, no space")
                String tenant,
        Rating rating,
        Credit credit,
        Records records,
        Sms sms,
        Mms mms) {

    public ChargingSettings {
        Limits.check(ChargingSettings.class, tenant, rating, credit, records, sms, mms);
    }

    /** {@return whether anything is to be done about what is charged} */
    public boolean isOn() {
        return records.written() || credit.isControlled();
    }

    /**
     * Section {@code charging.sms}: who pays for short messages.
     *
     * @param charged who pays for what they submit
     * @param recipientPays for what these submit, whoever it goes to pays
     * @param free nobody pays for what these submit, whatever the others say
     */
    public record Sms(
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> charged,
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> recipientPays,
            @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS) List<String> free) {

        public Sms {
            charged = List.copyOf(charged);
            recipientPays = List.copyOf(recipientPays);
            free = List.copyOf(free);
            Limits.check(Sms.class, charged, recipientPays, free);
        }
    }

    /** Section {@code charging.mms}: when the sender of a multimedia message pays. */
    public record Mms(
            @Allowed(
                            matches = "submission|retrieval|never",
                            says = "submission, retrieval or never")
                    String charged) {

        public Mms {
            Limits.check(Mms.class, charged);
        }

        public boolean isCharged() {
            return !charged.equals("never");
        }

        public boolean isChargedAtSubmission() {
            return charged.equals("submission");
        }
    }

    /** Section {@code charging.rating}: tariffs. */
    public record Rating(
            @Allowed(matches = ".*", says = "the name of a directory, or \"\"") String tariffs,
            @Allowed(matches = ".+", says = "a time zone such as UTC or Europe/Berlin")
                    String timeZone,
            @Allowed(matches = "exact|1?[0-9]|20", says = "exact, or 0 to 20")
                    String incrementDecimals) {

        public Rating {
            Limits.check(Rating.class, tariffs, timeZone, incrementDecimals);
            try {
                ZoneId.of(timeZone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "timeZone: expected one such as UTC or Europe/Berlin", e);
            }
        }

        /** {@return the decimals of an increment's cost; nothing: all of them} */
        public OptionalInt roundsIncrementsTo() {
            return incrementDecimals.equals("exact")
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(incrementDecimals));
        }
    }

    /** Section {@code charging.credit}: who may still spend. */
    public record Credit(
            @Allowed(matches = "none|prepaid|cgrates", says = "none, prepaid or cgrates")
                    String control,
            @Allowed(min = "1m", max = "441d") Duration reservationExpiry,
            Cgrates cgrates) {

        public Credit {
            Limits.check(Credit.class, control, reservationExpiry, cgrates);
        }

        /** {@return whether somebody is asked} */
        public boolean isControlled() {
            return !control.equals("none");
        }
    }

    /** Section {@code charging.credit.cgrates}: an engine's JSON-RPC over HTTP. */
    public record Cgrates(
            @Allowed(matches = "https?://[^\\s/?#]+/[^\\s?#]*", says = "an http or https URL")
                    String url,
            @Allowed(
                            matches = "\\*(prepaid|pseudoprepaid|postpaid|rated)",
                            says = "*prepaid, *pseudoprepaid, *postpaid or *rated")
                    String requestType,
            @Allowed(min = "10ms", max = "1m") Duration timeout,
            @Allowed(min = "1", max = "10000") int failures,
            @Allowed(min = "10ms", max = "1h") Duration pause,
            @Allowed(min = "1", max = "10000") int maxRequests,
            @Allowed(matches = "allow|refuse", says = "allow or refuse") String whenAway) {

        public Cgrates {
            Limits.check(
                    Cgrates.class,
                    url,
                    requestType,
                    timeout,
                    failures,
                    pause,
                    maxRequests,
                    whenAway);
            try {
                URI.create(url);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("url: no URL: " + e.getMessage(), e);
            }
        }

        /** {@return whether events go on while nobody answers} */
        public boolean allowsWhenAway() {
            return whenAway.equals("allow");
        }
    }

    /** Section {@code charging.records}: charging data records in files. */
    public record Records(
            @Allowed(matches = "none|json|csv", says = "none, json or csv") String format,
            @Allowed(matches = ".+", says = "the name of a directory") String directory,
            @Allowed(min = "4KiB", max = "1GiB") int maxFileOctets,
            @Allowed(min = "1s", max = "31d") Duration maxFileAge) {

        public Records {
            Limits.check(Records.class, format, directory, maxFileOctets, maxFileAge);
        }

        /** {@return whether any are written} */
        public boolean written() {
            return !format.equals("none");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.policy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.SmppParameters;

/** What becomes of a submission by what a script says of it. */
final class Changes {
    /** Fewer digits are a short code (ITU-T E.164 has no such length). */
    private static final int SHORTEST_NUMBER = 7;

    private static final ZonedDateTime EPOCH = Instant.EPOCH.atZone(ZoneOffset.UTC);

    private final AtomicInteger references = new AtomicInteger();

    /**
     * {@return the submission as {@code accept} has it}
     *
     * @param index of the destination that the script was asked about
     * @throws IllegalArgumentException if that cannot be
     */
    Submission made(Submission submission, int index, Accept accept, ZonedDateTime now) {
        if (accept.target().isPresent()) {
            throw new IllegalArgumentException("routes where only routing can");
        }
        if (!accept.changes() && !accept.delays() && accept.tags().isEmpty()) {
            return submission;
        }
        List<TpAddress> to = new ArrayList<>(submission.destinationAddresses());
        accept.destination().ifPresent(number -> to.set(index, address(number)));
        Written written =
                accept.words()
                        .map(text -> written(submission, text))
                        .orElseGet(
                                () ->
                                        new Written(
                                                submission.dataCodingScheme(),
                                                submission.parts(),
                                                submission.smppParameters()));
        return new Submission(
                submission.origin(),
                accept.sender().map(Changes::address).orElse(submission.originatingAddress()),
                to,
                submission.protocolIdentifier(),
                written.scheme,
                written.parts,
                submission.reportRequest(),
                submission.validityPeriod(),
                written.parameters,
                handling(submission.handling(), accept, now));
    }

    private record Written(
            DataCodingScheme scheme, List<UserData> parts, SmppParameters parameters) {}

    private Written written(Submission submission, String text) {
        Sms before = Sms.of(submission, submission.destinationAddresses().getFirst(), "", EPOCH);
        if (!before.isPlainText() || before.isPart()) {
            throw new IllegalArgumentException("changes a text that it cannot read whole");
        }
        Segmentation.Text cut = Segmentation.ofText(text, references.getAndIncrement());
        DataCodingScheme scheme =
                before.getMessageClass() < 0
                        ? cut.dataCodingScheme()
                        : DataCodingScheme.of(
                                cut.dataCodingScheme().alphabet(), before.getMessageClass());
        SmppParameters said = submission.smppParameters();
        return new Written(
                scheme,
                cut.parts(),
                new SmppParameters(
                        said.serviceType(),
                        said.priority(),
                        said.esmClass(),
                        said.registeredDelivery(),
                        scheme.octet(),
                        false,
                        said.parameters()));
    }

    private static Handling handling(Handling before, Accept accept, ZonedDateTime now) {
        if (accept.delays()
                && (before.mode() == Handling.Mode.DATAGRAM
                        || before.mode() == Handling.Mode.TRANSACTION)) {
            throw new IllegalArgumentException("delays what is not kept");
        }
        Instant at = accept.delays() ? accept.delay().from(now) : Instant.MIN;
        List<String> tags = new ArrayList<>(before.tags());
        tags.addAll(accept.tags());
        return new Handling(
                at.isAfter(before.deliverAt()) ? at : before.deliverAt(),
                before.replacesWaiting(),
                before.mode(),
                tags);
    }

    /** Digits as long as a number are an international one, with a plus sign or without. */
    private static TpAddress address(String text) {
        TpAddress read = TpAddress.of(text);
        if (read.value().isEmpty()) {
            throw new IllegalArgumentException("an empty address");
        }
        boolean number =
                text.length() >= SHORTEST_NUMBER
                        && text.charAt(0) != '0'
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? TpAddress.international(text) : read;
    }
}

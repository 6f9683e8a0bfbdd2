// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.subscribers.Msisdn;

/** Takes each SMS-SUBMIT, once. */
final class MobileSubmissions {
    private final Function<List<Submission>, List<Answer>> accept;
    private final RecentSubmissions recent;
    private final SubmitReports reports;
    private final InstantSource clock;

    MobileSubmissions(
            Function<List<Submission>, List<Answer>> accept,
            RecentSubmissions recent,
            SubmitReports reports,
            InstantSource clock) {
        this.accept = accept;
        this.recent = recent;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Blocks until it is durable.
     *
     * @param reference RP-MR
     */
    RpMessage submit(Msisdn sender, int reference, SmsSubmit submit) throws InterruptedException {
        Answer answer =
                recent.answer(
                        sender,
                        reference,
                        submit,
                        () -> accept.apply(List.of(submission(sender, submit))).getFirst());
        return switch (answer) {
            case Answer.Accepted(_, _, var at) -> SubmitReports.taken(reference, at);
            case Answer.Refused(var refusal, _) ->
                    reports.error(reference, SubmitReports.Refusal.of(refusal));
        };
    }

    private Submission submission(Msisdn sender, SmsSubmit submit) {
        return new Submission(
                new Origin.Subscriber(sender, submit.messageReference()),
                TpAddress.international(sender.digits()),
                List.of(submit.destinationAddress()),
                submit.protocolIdentifier(),
                submit.dataCodingScheme(),
                List.of(submit.userData()),
                submit.flags().contains(SmsSubmit.SubmitFlag.STATUS_REPORT_REQUEST)
                        ? ReportRequest.ANY_OUTCOME
                        : ReportRequest.NONE,
                Validity.of(submit.validityPeriod(), clock.instant()),
                SmppParameters.NONE,
                submit.validityPeriod() instanceof ValidityPeriod.Enhanced enhanced
                                && enhanced.singleShot()
                        ? Handling.SINGLE_SHOT
                        : Handling.USUAL);
    }
}

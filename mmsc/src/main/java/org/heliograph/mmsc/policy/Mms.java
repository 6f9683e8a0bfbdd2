// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.policy;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.mmsc.message.Address;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.subscribers.Msisdn;

/**
 * A multimedia message as scripts see it: {@code mms.subject} is {@link #getSubject}, and so on. It
 * never changes; what is worked out is worked out when it is asked for.
 */
public final class Mms {
    private static final String PHONE = "/TYPE=PLMN";

    private final Msisdn sender;
    private final MmsHeaders headers;
    private final long octets;
    private final Optional<Address> recipient;
    private final int notifications;
    private final ZonedDateTime time;

    /**
     * @param octets of the body
     * @param recipient whom it is about, where that is one
     * @param notifications how often he was notified
     */
    public Mms(
            Msisdn sender,
            MmsHeaders headers,
            long octets,
            Optional<Address> recipient,
            int notifications,
            ZonedDateTime time) {
        this.sender = sender;
        this.headers = headers;
        this.octets = octets;
        this.recipient = recipient;
        this.notifications = notifications;
        this.time = time;
    }

    /** {@return the number of who sent it, as the network says: digits} */
    public String getFrom() {
        return sender.digits();
    }

    /** {@return all of To, Cc and Bcc as they are written, phones without /TYPE=PLMN} */
    public List<String> getRecipients() {
        List<String> all = new ArrayList<>();
        for (var field : List.of(MmsField.TO, MmsField.CC, MmsField.BCC)) {
            headers.all(field).forEach(one -> all.add(bare(one.text())));
        }
        return List.copyOf(all);
    }

    private static String bare(String address) {
        return address.toUpperCase(Locale.ROOT).endsWith(PHONE)
                ? address.substring(0, address.length() - PHONE.length())
                : address;
    }

    /** {@return whom it is about, at routing and delivery: digits of a phone; else empty} */
    public String getRecipient() {
        return recipient
                .map(
                        address ->
                                address instanceof Address.Phone(Msisdn msisdn)
                                        ? msisdn.digits()
                                        : bare(address.text()))
                .orElse("");
    }

    /** {@return the subject; empty if there is none} */
    public String getSubject() {
        return headers.first(MmsField.SUBJECT).map(EncodedString::text).orElse("");
    }

    /** {@return octets of the body} */
    public long getSize() {
        return octets;
    }

    /** {@return such as application/vnd.wap.multipart.related; its parts are not looked at} */
    public String getContentType() {
        return headers.first(MmsField.CONTENT_TYPE).map(ContentType::mediaType).orElse("");
    }

    /** {@return personal, advertisement, informational, auto, or one of the sender's own} */
    public String getMessageClass() {
        return headers.first(MmsField.MESSAGE_CLASS).orElse("personal");
    }

    /** {@return low, normal or high} */
    public String getPriority() {
        return headers.first(MmsField.PRIORITY)
                .map(priority -> priority.name().toLowerCase(Locale.ROOT))
                .orElse("normal");
    }

    /** {@return whether recipients are told who sent it} */
    public boolean isSenderShown() {
        return headers.first(MmsField.SENDER_VISIBILITY_SHOW).orElse(true);
    }

    /** {@return whether the sender asked for delivery reports} */
    public boolean isReportAsked() {
        return headers.first(MmsField.DELIVERY_REPORT).orElse(false);
    }

    /** {@return how often the recipient was notified, at delivery} */
    public int getNotifications() {
        return notifications;
    }

    /** {@return now, where the settings say that the clock is read} */
    public ZonedDateTime getTime() {
        return time;
    }
}

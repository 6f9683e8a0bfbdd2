// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.Deletion;
import org.heliograph.pdu.mms.ElementDescriptor;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MboxAmount;
import org.heliograph.pdu.mms.MmFlags;
import org.heliograph.pdu.mms.MmboxPdu;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.PreviouslySent;
import org.heliograph.pdu.mms.Priority;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.RetrieveStatus;
import org.heliograph.pdu.mms.Status;

/** Every MMS PDU, with every header of the standard. */
public final class DrawnMms {
    private static final List<Spelling> SPELLINGS =
            List.of(
                    new Spelling(EncodedString.NO_CHARSET, " !abcXYZ019~"),
                    new Spelling(3, " abcXYZ019"),
                    new Spelling(4, "abcéßÿ"),
                    new Spelling(EncodedString.UTF_8, "abcéß€中😀"),
                    new Spelling(17, "abcテスト"),
                    new Spelling(1000, "abcéß€中"),
                    new Spelling(1013, "abc€中😀"),
                    new Spelling(1015, "abc€中😀"),
                    new Spelling(2026, "abc中文"),
                    new Spelling(2251, "abcЖя"),
                    new Spelling(9999, "abcé")); // no charset of Java: octet for octet

    private static final List<String> CLASSES =
            List.of("personal", "advertisement", "informational", "auto", "of-our-own");

    /** A charset by its number, and characters that it has. */
    private record Spelling(int charset, String characters) {}

    private final Draw draw;
    private final DrawnWsp wsp;
    private final Map<MmsField<?>, Consumer<MmsHeaders.Builder>> headers = new LinkedHashMap<>();

    public DrawnMms(Draw draw) {
        this.draw = draw;
        this.wsp = new DrawnWsp(draw);
        texts();
        tokens();
        numbersAndTimes();
        mmbox();
    }

    private <T> void header(Supplier<T> value, List<MmsField<T>> fields) {
        for (MmsField<T> field : fields) {
            headers.put(field, builder -> builder.add(field, value.get()));
        }
    }

    private <T> void header(Supplier<T> value, MmsField<T> field) {
        header(value, List.of(field));
    }

    private void texts() {
        header(this::address, List.of(MmsField.BCC, MmsField.CC, MmsField.TO));
        header(
                this::encodedString,
                List.of(
                        MmsField.SUBJECT,
                        MmsField.RESPONSE_TEXT,
                        MmsField.RETRIEVE_TEXT,
                        MmsField.STORE_STATUS_TEXT,
                        MmsField.RECOMMENDED_RETRIEVAL_MODE_TEXT,
                        MmsField.STATUS_TEXT));
        header(
                wsp::word,
                List.of(
                        MmsField.MESSAGE_ID,
                        MmsField.TRANSACTION_ID,
                        MmsField.REPLY_CHARGING_ID,
                        MmsField.APPLIC_ID,
                        MmsField.REPLY_APPLIC_ID,
                        MmsField.AUX_APPLIC_INFO,
                        MmsField.REPLACE_ID,
                        MmsField.CANCEL_ID));
        header(() -> "http://mmsc/" + wsp.word(), MmsField.CONTENT_LOCATION);
        header(() -> draw.of(CLASSES), MmsField.MESSAGE_CLASS);
        header(
                () -> draw.oneIn(3) ? new From.InsertAddress() : new From.Address(address()),
                MmsField.FROM);
    }

    private void tokens() {
        header(
                draw::either,
                List.of(
                        MmsField.DELIVERY_REPORT,
                        MmsField.READ_REPORT,
                        MmsField.REPORT_ALLOWED,
                        MmsField.SENDER_VISIBILITY_SHOW,
                        MmsField.STORE,
                        MmsField.STORED,
                        MmsField.TOTALS,
                        MmsField.QUOTAS,
                        MmsField.DISTRIBUTION_INDICATOR,
                        MmsField.DRM_CONTENT,
                        MmsField.ADAPTATION_ALLOWED));
        header(
                () -> draw.within(128, 255),
                List.of(
                        MmsField.REPLY_CHARGING,
                        MmsField.MM_STATE,
                        MmsField.STORE_STATUS,
                        MmsField.RECOMMENDED_RETRIEVAL_MODE,
                        MmsField.CONTENT_CLASS,
                        MmsField.CANCEL_STATUS));
        header(() -> draw.within(0x10, 0x13), MmsField.MMS_VERSION);
        header(() -> draw.of(Priority.class), MmsField.PRIORITY);
        header(() -> draw.of(ReadStatus.class), MmsField.READ_STATUS);
        header(() -> new ResponseStatus(draw.within(128, 255)), MmsField.RESPONSE_STATUS);
        header(() -> new RetrieveStatus(draw.within(128, 255)), MmsField.RETRIEVE_STATUS);
        header(() -> new Status(draw.within(128, 255)), MmsField.STATUS);
        header(() -> draw.of(MmsField.all()).number() | 0x80, MmsField.ATTRIBUTES);
    }

    private void numbersAndTimes() {
        header(wsp::date, MmsField.DATE);
        header(
                this::time,
                List.of(MmsField.DELIVERY_TIME, MmsField.EXPIRY, MmsField.REPLY_CHARGING_DEADLINE));
        header(
                () -> draw.within(0, 0xFFFF_FFFFL),
                List.of(MmsField.MESSAGE_SIZE, MmsField.REPLY_CHARGING_SIZE));
        header(
                () -> draw.within(0L, Integer.MAX_VALUE),
                List.of(MmsField.MESSAGE_COUNT, MmsField.START, MmsField.LIMIT));
        header(
                () -> new PreviouslySent.By(draw.within(1, 9), address()),
                MmsField.PREVIOUSLY_SENT_BY);
        header(
                () -> new PreviouslySent.Date(draw.within(1, 9), wsp.date()),
                MmsField.PREVIOUSLY_SENT_DATE);
    }

    private void mmbox() {
        header(
                () -> new MmFlags(draw.of(MmFlags.Action.class), encodedString()),
                MmsField.MM_FLAGS);
        header(
                () -> new MboxAmount(draw.of(MboxAmount.Unit.class), draw.within(0, 1L << 40)),
                List.of(MmsField.MBOX_TOTALS, MmsField.MBOX_QUOTAS));
        header(
                () -> draw.either() ? Octets.of(0x80) : Octets.of('a', 'b', 0),
                List.of(MmsField.CONTENT, MmsField.ADDITIONAL_HEADERS));
        header(
                () ->
                        new ElementDescriptor(
                                wsp.word(),
                                draw.list(
                                        0,
                                        2,
                                        () ->
                                                draw.either()
                                                        ? new ElementDescriptor.Parameter(
                                                                "type", "image/jpeg")
                                                        : new ElementDescriptor.Parameter(
                                                                "x-" + wsp.word(), wsp.word()))),
                MmsField.ELEMENT_DESCRIPTOR);
    }

    private EncodedString address() {
        return switch (draw.within(0, 3)) {
            case 0 -> EncodedString.of("+" + draw.text("0123456789", 5, 15) + "/TYPE=PLMN");
            case 1 -> EncodedString.of(wsp.word() + "@example.org");
            case 2 -> EncodedString.of(draw.text("0123456789", 3, 6));
            default -> encodedString();
        };
    }

    private EncodedString encodedString() {
        Spelling spelling = draw.of(SPELLINGS);
        int most = draw.oneIn(9) ? 200 : 20;
        return new EncodedString(spelling.charset, draw.text(spelling.characters, 0, most));
    }

    private MmsTime time() {
        return draw.either()
                ? new MmsTime.Absolute(wsp.date())
                : new MmsTime.Relative(Duration.ofSeconds(draw.within(0, 0xFFFF_FFFFL)));
    }

    /** {@return a PDU of any kind} */
    public MmsPdu any() {
        return draw.of(kinds()).get();
    }

    /** {@return a way to draw each kind of PDU} */
    public List<Supplier<MmsPdu>> kinds() {
        return List.of(
                body(
                        MmsPdu.MSendReq::new,
                        true,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.FROM),
                body(MmsPdu.MRetrieveConf::new, true, MmsField.MMS_VERSION, MmsField.DATE),
                body(
                        MmboxPdu.MMboxViewConf::new,
                        true,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.RESPONSE_STATUS),
                body(
                        MmboxPdu.MMboxUploadReq::new,
                        true,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION),
                body(MmboxPdu.MMboxDescr::new, false),
                body((h, b) -> new MmsPdu.Other(draw.within(152, 255), h, b), true),
                plain(
                        MmsPdu.MSendConf::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.RESPONSE_STATUS),
                plain(
                        MmsPdu.MNotificationInd::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.MESSAGE_CLASS,
                        MmsField.MESSAGE_SIZE,
                        MmsField.EXPIRY,
                        MmsField.CONTENT_LOCATION),
                plain(
                        MmsPdu.MNotifyRespInd::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.STATUS),
                plain(MmsPdu.MAcknowledgeInd::new, MmsField.TRANSACTION_ID, MmsField.MMS_VERSION),
                plain(
                        MmsPdu.MForwardReq::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.FROM,
                        MmsField.CONTENT_LOCATION),
                plain(
                        MmsPdu.MForwardConf::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.RESPONSE_STATUS),
                plain(
                        MmsPdu.MDeliveryInd::new,
                        MmsField.MMS_VERSION,
                        MmsField.MESSAGE_ID,
                        MmsField.TO,
                        MmsField.DATE,
                        MmsField.STATUS),
                plain(
                        MmsPdu.MReadRecInd::new,
                        MmsField.MMS_VERSION,
                        MmsField.MESSAGE_ID,
                        MmsField.TO,
                        MmsField.FROM,
                        MmsField.READ_STATUS),
                plain(
                        MmsPdu.MReadOrigInd::new,
                        MmsField.MMS_VERSION,
                        MmsField.MESSAGE_ID,
                        MmsField.TO,
                        MmsField.FROM,
                        MmsField.DATE,
                        MmsField.READ_STATUS),
                plain(
                        MmsPdu.MDeleteReq::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.CONTENT_LOCATION),
                deletion(MmsPdu.MDeleteConf::new),
                plain(
                        MmsPdu.MCancelReq::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.CANCEL_ID),
                plain(
                        MmsPdu.MCancelConf::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.CANCEL_STATUS),
                plain(
                        MmboxPdu.MMboxStoreReq::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.CONTENT_LOCATION),
                plain(
                        MmboxPdu.MMboxStoreConf::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.STORE_STATUS),
                plain(MmboxPdu.MMboxViewReq::new, MmsField.TRANSACTION_ID, MmsField.MMS_VERSION),
                plain(
                        MmboxPdu.MMboxUploadConf::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.STORE_STATUS),
                plain(
                        MmboxPdu.MMboxDeleteReq::new,
                        MmsField.TRANSACTION_ID,
                        MmsField.MMS_VERSION,
                        MmsField.CONTENT_LOCATION),
                deletion(MmboxPdu.MMboxDeleteConf::new));
    }

    private Supplier<MmsPdu> plain(Function<MmsHeaders, MmsPdu> kind, MmsField<?>... mandatory) {
        return () -> kind.apply(drawn(mandatory).build());
    }

    /** With a body, a multipart one or another; where it is not demanded, perhaps without. */
    private Supplier<MmsPdu> body(
            BiFunction<MmsHeaders, Octets, MmsPdu> kind,
            boolean demanded,
            MmsField<?>... mandatory) {
        return () -> {
            MmsHeaders.Builder builder = drawn(mandatory);
            if (!demanded && draw.either()) {
                return kind.apply(builder.build(), Octets.EMPTY);
            }
            if (draw.oneIn(4)) {
                builder.add(MmsField.CONTENT_TYPE, wsp.contentType());
                return kind.apply(builder.build(), draw.octets(0, 60));
            }
            builder.add(MmsField.CONTENT_TYPE, wsp.multipartType());
            return kind.apply(builder.build(), wsp.multipart().encode());
        };
    }

    /** Outcomes that are numbered, and the one for all that some write. */
    private Supplier<MmsPdu> deletion(Function<MmsHeaders, MmsPdu> kind) {
        return () -> {
            MmsHeaders.Builder builder = MmsHeaders.builder();
            add(builder, MmsField.TRANSACTION_ID);
            add(builder, MmsField.MMS_VERSION);
            if (draw.oneIn(3)) {
                add(builder, MmsField.RESPONSE_STATUS);
                return kind.apply(builder.build());
            }
            int count = draw.within(1, 4);
            for (int i = 0; i < count; i++) {
                builder.add(
                        Deletion.LOCATION, new Deletion.Location(i, "http://mmsc/" + wsp.word()));
                builder.add(
                        Deletion.OUTCOME,
                        new Deletion.Outcome(i, new ResponseStatus(draw.within(128, 255))));
                if (draw.either()) {
                    builder.add(Deletion.TEXT, new Deletion.Text(i, encodedString()));
                }
            }
            return kind.apply(builder.build());
        };
    }

    /** The mandatory headers first, then some of the others, more than once too. */
    private MmsHeaders.Builder drawn(MmsField<?>... mandatory) {
        MmsHeaders.Builder builder = MmsHeaders.builder();
        List<MmsField<?>> others = new ArrayList<>(headers.keySet());
        for (MmsField<?> field : mandatory) {
            add(builder, field, others);
        }
        for (int count = draw.within(0, 12); count > 0; count--) {
            add(builder, draw.of(others), others);
        }
        if (draw.oneIn(5)) {
            builder.addOther("X-" + wsp.word(), wsp.word());
        }
        return builder;
    }

    private void add(MmsHeaders.Builder builder, MmsField<?> field) {
        Objects.requireNonNull(headers.get(field), field::toString).accept(builder);
    }

    /** Not again among {@code others} where it has a place of its own. */
    private void add(MmsHeaders.Builder builder, MmsField<?> field, List<MmsField<?>> others) {
        add(builder, field);
        if (field == MmsField.TRANSACTION_ID || field == MmsField.MMS_VERSION) {
            others.remove(field);
        }
    }

    /** {@return the fields of which there is a value to draw} */
    public List<MmsField<?>> fields() {
        return List.copyOf(headers.keySet());
    }
}

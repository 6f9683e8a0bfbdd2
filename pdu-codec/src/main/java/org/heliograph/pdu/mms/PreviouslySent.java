// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.time.Instant;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * Who forwarded a message and when (OMA-TS-MMS_ENC 1.3 §7.3.35 and §7.3.36). Both headers are
 * numbered: 1 for the original sender, and one more for each forwarding.
 */
public final class PreviouslySent {
    static final MmsValue<By> BY =
            new MmsValue<>(
                    By.class,
                    in -> sized(in, i -> new By(WspReader.integer(i), EncodedString.decode(i))),
                    (out, by) -> {
                        OctetWriter sized = new OctetWriter(48);
                        WspWriter.integer(sized, by.count);
                        by.address.encodeTo(sized);
                        WspWriter.sized(out, sized.toOctets());
                    },
                    by -> by.count + ", " + by.address);

    static final MmsValue<Date> DATE =
            new MmsValue<>(
                    Date.class,
                    in -> sized(in, i -> new Date(WspReader.integer(i), WspReader.date(i))),
                    (out, date) -> {
                        OctetWriter sized = new OctetWriter();
                        WspWriter.integer(sized, date.count);
                        WspWriter.date(sized, date.instant);
                        WspWriter.sized(out, sized.toOctets());
                    },
                    date -> date.count + ", " + date.instant);

    private PreviouslySent() {}

    /** X-Mms-Previously-Sent-By. */
    public record By(long count, EncodedString address) {
        public By {
            requireCount(count);
        }
    }

    /** X-Mms-Previously-Sent-Date. */
    public record Date(long count, Instant instant) {
        public Date {
            requireCount(count);
        }
    }

    private static void requireCount(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("forwarded count " + count);
        }
    }

    private static <T> T sized(OctetReader in, FieldDecoder<T> decoder) throws DecodeException {
        OctetReader region = WspReader.sized(in);
        T value = decoder.decode(region);
        region.end();
        return value;
    }
}

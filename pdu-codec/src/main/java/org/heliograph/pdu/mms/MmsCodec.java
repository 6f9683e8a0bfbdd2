// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** MMS PDUs to octets and back (OMA-TS-MMS_ENC 1.3 §7). */
public final class MmsCodec {
    /** What HTTP and WSP call an MMS PDU. */
    public static final String MEDIA_TYPE = "application/vnd.wap.mms-message";

    private MmsCodec() {}

    public static MmsPdu decode(Octets pdu) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    public static Octets encode(MmsPdu pdu) {
        throw new UnsupportedOperationException();
    }

    /**
     * What could be read of a PDU that {@link #decode} refuses: enough to answer an M-Send.req
     * whose later headers are broken with an M-Send.conf of the same transaction.
     *
     * @return the transaction id, if the PDU is an M-Send.req and starts as one should
     */
    public static Optional<String> sendReqTransactionId(Octets pdu) {
        throw new UnsupportedOperationException();
    }
}

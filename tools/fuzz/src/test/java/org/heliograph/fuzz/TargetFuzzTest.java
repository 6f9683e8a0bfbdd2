// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzzes one {@link Target} at a time: {@code tools/fuzz/run} says which. In a build the seeds go
 * through it, which is to say that the vectors do.
 */
final class TargetFuzzTest {
    @MethodSource
    @FuzzTest
    void tpdu(byte[] octets) {
        Target.TPDU.check(Octets.of(octets));
    }

    static Stream<byte[]> tpdu() throws IOException {
        return seeds(Target.TPDU);
    }

    @MethodSource
    @FuzzTest
    void rp(byte[] octets) {
        Target.RP.check(Octets.of(octets));
    }

    static Stream<byte[]> rp() throws IOException {
        return seeds(Target.RP);
    }

    @MethodSource
    @FuzzTest
    void cp(byte[] octets) {
        Target.CP.check(Octets.of(octets));
    }

    static Stream<byte[]> cp() throws IOException {
        return seeds(Target.CP);
    }

    @MethodSource
    @FuzzTest
    void userDataHeader(byte[] octets) {
        Target.USER_DATA_HEADER.check(Octets.of(octets));
    }

    static Stream<byte[]> userDataHeader() throws IOException {
        return seeds(Target.USER_DATA_HEADER);
    }

    @MethodSource
    @FuzzTest
    void smppUserData(byte[] octets) {
        Target.SMPP_USER_DATA.check(Octets.of(octets));
    }

    static Stream<byte[]> smppUserData() throws IOException {
        return seeds(Target.SMPP_USER_DATA);
    }

    @MethodSource
    @FuzzTest
    void reassembly(byte[] octets) {
        Target.REASSEMBLY.check(Octets.of(octets));
    }

    static Stream<byte[]> reassembly() throws IOException {
        return seeds(Target.REASSEMBLY);
    }

    @MethodSource
    @FuzzTest
    void contentType(byte[] octets) {
        Target.CONTENT_TYPE.check(Octets.of(octets));
    }

    static Stream<byte[]> contentType() throws IOException {
        return seeds(Target.CONTENT_TYPE);
    }

    @MethodSource
    @FuzzTest
    void wspHeaders(byte[] octets) {
        Target.WSP_HEADERS.check(Octets.of(octets));
    }

    static Stream<byte[]> wspHeaders() throws IOException {
        return seeds(Target.WSP_HEADERS);
    }

    @MethodSource
    @FuzzTest
    void multipart(byte[] octets) {
        Target.MULTIPART.check(Octets.of(octets));
    }

    static Stream<byte[]> multipart() throws IOException {
        return seeds(Target.MULTIPART);
    }

    @MethodSource
    @FuzzTest
    void wspPush(byte[] octets) {
        Target.WSP_PUSH.check(Octets.of(octets));
    }

    static Stream<byte[]> wspPush() throws IOException {
        return seeds(Target.WSP_PUSH);
    }

    @MethodSource
    @FuzzTest
    void mms(byte[] octets) {
        Target.MMS.check(Octets.of(octets));
    }

    static Stream<byte[]> mms() throws IOException {
        return seeds(Target.MMS);
    }

    @MethodSource
    @FuzzTest
    void pushContent(byte[] octets) {
        Target.PUSH_CONTENT.check(Octets.of(octets));
    }

    static Stream<byte[]> pushContent() throws IOException {
        return seeds(Target.PUSH_CONTENT);
    }

    @MethodSource
    @FuzzTest
    void sip(byte[] octets) {
        Target.SIP.check(Octets.of(octets));
    }

    static Stream<byte[]> sip() throws IOException {
        return seeds(Target.SIP);
    }

    private static Stream<byte[]> seeds(Target target) throws IOException {
        return target.seeds().stream().map(Octets::toArray);
    }
}

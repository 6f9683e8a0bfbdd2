// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.heliograph.config.DeviceProfile;
import org.heliograph.config.DeviceTable;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceProfilesTest {
    private static final Msisdn A = new Msisdn("447700900001");

    private Optional<String> name = Optional.empty();
    private final DeviceProfiles profiles =
            new DeviceProfiles(
                    new DeviceTable(
                            List.of(
                                    profile("exact", List.of("http://x.example/A.xml"), List.of()),
                                    profile("wap", List.of("http://x.example/*"), List.of()),
                                    profile("old", List.of(), List.of("Nokia6*/2.*", "brick")),
                                    profile("new", List.of(), List.of("*Android*")),
                                    profile("sms-only", List.of(), List.of()),
                                    profile("default", List.of(), List.of()))),
                    subscriber -> name);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    "http://x.example/A.xml"                | ''                | -        | exact
                    http://x.example/a.xml                  | ''                | -        | exact
                    "http://x.example/B.xml", "1-q7bdPt=="  | Nokia6600/2.0     | sms-only | wap
                    "http://y.example/B.xml"                | Nokia6600/2.0     | sms-only | old
                    ''                                      | nokia6230/2.1 x   | -        | old
                    ''                                      | Nokia6230/1.1     | -        | default
                    ''                                      | xNokia6600/2.0    | -        | default
                    ''                                      | brick             | -        | old
                    ''                                      | brick2            | -        | default
                    ''                                      | Dalvik Android 15 | -        | new
                    ''                                      | other             | sms-only | sms-only
                    ''                                      | ''                | sms-only | sms-only
                    ''                                      | ''                | unknown  | default
                    ''                                      | ''                | -        | default
                    """)
    void findsWhatTheRequestPointsToBeforeTheDirectory(
            String url, String agent, @Nullable String directory, String profile) {
        name = Optional.ofNullable(directory);
        assertEquals(profile, profiles.of(new Device(url, agent), A).name());
    }

    private static DeviceProfile profile(String name, List<String> urls, List<String> agents) {
        return new DeviceProfile(name, urls, agents, true, 0, 0, 0, List.of(), List.of());
    }
}

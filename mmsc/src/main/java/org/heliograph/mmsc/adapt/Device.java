// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

/**
 * What a request says of the handset that makes it; empty where it says nothing.
 *
 * @param profileUrl where its UAProf is, of {@code x-wap-profile}
 * @param userAgent {@code User-Agent}
 */
public record Device(String profileUrl, String userAgent) {
    public static final Device UNKNOWN = new Device("", "");

    /** More says nothing that less would not. */
    private static final int LONGEST = 512;

    public Device {
        profileUrl = shortened(url(profileUrl));
        userAgent = shortened(userAgent.strip());
    }

    /** The header is a list of quoted URLs and of digests of differences (WAP-248-UAPROF §9). */
    private static String url(String header) {
        int start = header.indexOf('"');
        int end = header.indexOf('"', start + 1);
        return start >= 0 && end > start ? header.substring(start + 1, end) : header.strip();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}

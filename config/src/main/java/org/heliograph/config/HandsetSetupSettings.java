// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/** Section {@code handsetSetup}: what handsets are told once, to find the MMSC. */
public record HandsetSetupSettings(
        boolean page,
        @Allowed(matches = "[^\\p{Cntrl}]{1,60}", says = "1 to 60 characters") String carrier,
        @Allowed(matches = "[0-9]{3}", says = "three digits") String mcc,
        @Allowed(matches = "[0-9]{2,3}", says = "two or three digits") String mnc,
        // an APN has at most 100 octets (3GPP TS 23.003 §9.1)
        @Allowed(matches = "[A-Za-z0-9][A-Za-z0-9.-]{0,99}", says = "an access point name")
                String apn,
        @Allowed(matches = "[^\\p{Cntrl}]{0,100}", says = "at most 100 characters") String user,
        @Allowed(matches = "[^\\p{Cntrl}]{0,100}", says = "at most 100 characters") String password,
        @Allowed(matches = "none|pap|chap", says = "none, pap or chap") String authentication,
        @Allowed(matches = "(https?://[!-~]{1,200})?", says = "an http or https URL, or \"\"")
                String mmsc,
        @Allowed(matches = "|" + Limits.HOST, says = "a host name or an address, or nothing")
                String proxyHost,
        @Allowed(min = "1", max = "65535") int proxyPort) {

    /** No page. */
    public static final HandsetSetupSettings OFF =
            new HandsetSetupSettings(
                    false, "Heliograph", "001", "01", "internet", "", "", "none", "", "", 8080);

    public HandsetSetupSettings {
        Limits.check(
                HandsetSetupSettings.class,
                page,
                carrier,
                mcc,
                mnc,
                apn,
                user,
                password,
                authentication,
                mmsc,
                proxyHost,
                proxyPort);
    }
}

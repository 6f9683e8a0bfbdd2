// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.heliograph.config.HandsetSetupSettings;

/**
 * The network's access point and MMSC in the forms that handsets read. A configuration profile of
 * Apple's has no place for an MMSC: it sets the access point, and the MMSC is typed into Settings,
 * Cellular Data Network, where the carrier's bundle shows these fields.
 */
public final class HandsetSetup {
    /** A file to send or to serve. */
    public record Document(String name, String mediaType, String text) {}

    private static final String PROFILE = "org.heliograph.handset-setup";

    private final HandsetSetupSettings settings;
    private final String mmsc;

    private HandsetSetup(HandsetSetupSettings settings, String mmsc) {
        this.settings = settings;
        this.mmsc = mmsc;
    }

    /**
     * @param contentBase where handsets reach MM1, if the settings name no other URL
     */
    public static HandsetSetup of(HandsetSetupSettings settings, URI contentBase) {
        return new HandsetSetup(
                settings, settings.mmsc().isEmpty() ? contentBase + "/" : settings.mmsc());
    }

    /**
     * {@return a configuration profile with a payload com.apple.cellular (Apple, Device Management:
     * Cellular; iOS 7 and later)}
     *
     * <p>The same settings give the same identifiers, so that a profile replaces the one before. It
     * is not signed.
     */
    public Document apple() {
        String accessPoint =
                row("Name", settings.apn())
                        + (settings.authentication().equals("none")
                                ? ""
                                : row(
                                        "AuthenticationType",
                                        settings.authentication().equals("pap") ? "PAP" : "CHAP"))
                        + optional("Username", settings.user())
                        + optional("Password", settings.password());
        String cellular =
                "<key>APNs</key><array><dict>\n"
                        + accessPoint
                        + proxy()
                        + "<key>AllowedProtocolMask</key><integer>3</integer>\n" // IPv4 and IPv6
                        + "<key>AllowedProtocolMaskInRoaming</key><integer>3</integer>\n"
                        + "</dict></array>\n"
                        + "<key>AttachAPN</key><dict>\n"
                        + accessPoint
                        + "<key>AllowedProtocolMask</key><integer>3</integer>\n"
                        + "</dict>\n"
                        + payload("com.apple.cellular", PROFILE + ".cellular");
        String text =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
                "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                <key>PayloadContent</key><array><dict>
                """
                        + cellular
                        + "</dict></array>\n"
                        + payload("Configuration", PROFILE)
                        + "<key>PayloadRemovalDisallowed</key><false/>\n"
                        + "</dict>\n</plist>\n";
        return new Document("heliograph.mobileconfig", "application/x-apple-aspen-config", text);
    }

    private String proxy() {
        return settings.proxyHost().isEmpty()
                ? ""
                : row("ProxyServer", settings.proxyHost())
                        + "<key>ProxyPort</key><integer>%d</integer>\n"
                                .formatted(settings.proxyPort());
    }

    private String payload(String type, String identifier) {
        UUID uuid =
                UUID.nameUUIDFromBytes(
                        (identifier + settings.mcc() + settings.mnc() + settings.apn())
                                .getBytes(UTF_8));
        return row("PayloadType", type)
                + row("PayloadIdentifier", identifier)
                + row("PayloadUUID", uuid.toString())
                + row("PayloadDisplayName", settings.carrier())
                + "<key>PayloadVersion</key><integer>1</integer>\n";
    }

    private static String row(String key, String value) {
        return "<key>" + key + "</key><string>" + escaped(value) + "</string>\n";
    }

    private static String optional(String key, String value) {
        return value.isEmpty() ? "" : row(key, value);
    }

    /**
     * {@return an apns-conf.xml with one entry, as Android's system images have it (attributes:
     * AOSP, packages/providers/TelephonyProvider)}
     */
    public Document android() {
        StringBuilder apn = new StringBuilder("  <apn");
        attribute(apn, "carrier", settings.carrier());
        attribute(apn, "mcc", settings.mcc());
        attribute(apn, "mnc", settings.mnc());
        attribute(apn, "apn", settings.apn());
        if (!settings.user().isEmpty()) {
            attribute(apn, "user", settings.user());
            attribute(apn, "password", settings.password());
        }
        attribute(
                apn,
                "authtype",
                Map.of("none", "0", "pap", "1", "chap", "2")
                        .getOrDefault(settings.authentication(), "0"));
        attribute(apn, "type", "default,mms");
        attribute(apn, "mmsc", mmsc);
        if (!settings.proxyHost().isEmpty()) {
            attribute(apn, "mmsproxy", settings.proxyHost());
            attribute(apn, "mmsport", Integer.toString(settings.proxyPort()));
        }
        attribute(apn, "protocol", "IPV4V6");
        attribute(apn, "roaming_protocol", "IPV4V6");
        String text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<apns version=\"8\">\n"
                        + apn
                        + "/>\n</apns>\n";
        return new Document("apns-conf.xml", "application/xml", text);
    }

    private static void attribute(StringBuilder element, String name, String value) {
        element.append("\n    ").append(name).append("=\"").append(escaped(value)).append('"');
    }

    /** {@return a page with both, and what is to be typed where neither helps} */
    public Document page() {
        String text =
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s: set up this phone</title>
                <style>body{font:18px sans-serif;margin:1em;max-width:32em}dt{font-weight:bold}\
                dd{margin:0 0 .5em;overflow-wrap:anywhere}</style></head><body>
                <h1>%1$s</h1>
                <p><a href="/setup/%2$s">iPhone, iPad: install the profile</a></p>
                <p><a href="/setup/%3$s">Android: apns-conf.xml, for those who build the phone</a></p>
                <p>On other phones, and on an iPhone for MMS, type this into the settings of mobile
                data:</p>
                <dl>
                <dt>APN</dt><dd>%4$s</dd>
                <dt>MMSC</dt><dd>%5$s</dd>
                <dt>MMS proxy</dt><dd>%6$s</dd>
                <dt>MCC, MNC</dt><dd>%7$s, %8$s</dd>
                <dt>APN type</dt><dd>default,mms</dd>
                </dl></body></html>
                """
                        .formatted(
                                escaped(settings.carrier()),
                                apple().name(),
                                android().name(),
                                escaped(settings.apn()),
                                escaped(mmsc),
                                settings.proxyHost().isEmpty()
                                        ? "none"
                                        : escaped(settings.proxyHost())
                                                + ":"
                                                + settings.proxyPort(),
                                settings.mcc(),
                                settings.mnc());
        return new Document("setup", "text/html; charset=utf-8", text);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.ContentType.Parameter;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.wappush.WspPush;

/** Content types, headers, multipart bodies and pushes. */
public final class DrawnWsp {
    /** What URIs, names and ids are made of. */
    public static final String WORD = "abcXYZ0189.-_";

    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "image/jpeg",
                    "image/gif",
                    "image/png",
                    "text/x-vcard",
                    "application/vnd.oma.drm.message",
                    "application/vnd.syncml.notification",
                    "application/octet-stream",
                    "application/x-of-no-number",
                    "video/3gpp");

    private static final List<String> CHARSETS =
            List.of("utf-8", "us-ascii", "iso-8859-1", "utf-16", "big5", "iso-10646-ucs-2");

    private static final List<String> APPLICATIONS =
            List.of(
                    "x-wap-application:*",
                    "x-wap-application:mms.ua",
                    "x-wap-application:wml.ua",
                    "x-wap-application:drm.ua",
                    "x-example:of.our.own");

    private final Draw draw;

    public DrawnWsp(Draw draw) {
        this.draw = draw;
    }

    public String word() {
        return draw.text(WORD, 1, draw.oneIn(8) ? 60 : 12);
    }

    /** A date of the years in which messages are sent. */
    public Instant date() {
        return draw.instant(0, 0xFFFF_FFFFL);
    }

    /** {@return a type of a single part, with parameters or without} */
    public ContentType contentType() {
        return new ContentType(
                draw.of(TYPES), draw.either() ? List.of() : draw.list(1, 3, this::parameter));
    }

    private Parameter parameter() {
        return switch (draw.within(0, 5)) {
            case 0 -> new Parameter("charset", draw.of(CHARSETS));
            case 1 -> new Parameter("name", word() + ".jpg");
            case 2 -> new Parameter("filename", word() + ".jpg");
            case 3 -> new Parameter("x-" + word(), word());
            case 4 -> new Parameter("size", Long.toString(draw.within(0, Integer.MAX_VALUE)));
            default -> new Parameter("level", draw.within(1, 7) + "." + draw.within(0, 14));
        };
    }

    /** {@return the type of a multipart body, mixed, alternative, or related with its start} */
    public ContentType multipartType() {
        return switch (draw.within(0, 2)) {
            case 0 -> new ContentType("application/vnd.wap.multipart.mixed", List.of());
            case 1 -> new ContentType("application/vnd.wap.multipart.alternative", List.of());
            default ->
                    new ContentType(
                            "application/vnd.wap.multipart.related",
                            List.of(
                                    new Parameter("start", "<" + word() + ">"),
                                    new Parameter("type", "application/smil")));
        };
    }

    public Multipart multipart() {
        return new Multipart(draw.list(0, draw.oneIn(20) ? 40 : 4, this::part));
    }

    private Multipart.Part part() {
        return new Multipart.Part(
                contentType(),
                draw.list(0, 3, this::partHeader),
                draw.octets(0, draw.oneIn(10) ? 3_000 : 40));
    }

    private WspHeader partHeader() {
        return switch (draw.within(0, 3)) {
            case 0 -> new WspHeader("Content-ID", "<" + word() + ">");
            case 1 -> new WspHeader("Content-Location", word() + ".txt");
            case 2 ->
                    new WspHeader(
                            "Content-Disposition",
                            draw.of(
                                    List.of(
                                            "attachment",
                                            "inline; filename=" + word(),
                                            "form-data")));
            default -> new WspHeader("X-" + word(), word());
        };
    }

    /** {@return a header of a push} */
    public WspHeader header() {
        return switch (draw.within(0, 9)) {
            case 0 -> new WspHeader("X-Wap-Application-Id", draw.of(APPLICATIONS));
            case 1 -> new WspHeader("Push-Flag", Integer.toString(draw.within(0, 7)));
            case 2 -> new WspHeader("Encoding-Version", "1." + draw.within(0, 14));
            case 3 -> new WspHeader("Content-Length", Long.toString(draw.within(0, 1L << 31)));
            case 4 -> new WspHeader("Date", date().toString());
            case 5 -> new WspHeader("Expires", date().toString());
            case 6 -> new WspHeader("X-Wap-Content-URI", "http://" + word() + "/");
            case 7 -> new WspHeader("X-Wap-Initiator-URI", "http://" + word() + "/");
            case 8 -> new WspHeader("Content-Location", "http://" + word() + "/");
            default -> new WspHeader("X-" + word(), word());
        };
    }

    /** {@return a push of octets that nothing looks into} */
    public WspPush push() {
        return push(
                new ContentType("application/octet-stream", List.of()),
                draw.list(0, 6, this::header),
                draw.octets(0, 120));
    }

    public WspPush push(ContentType type, List<WspHeader> headers, Octets body) {
        return new WspPush(draw.within(0, 255), type, headers, body);
    }
}

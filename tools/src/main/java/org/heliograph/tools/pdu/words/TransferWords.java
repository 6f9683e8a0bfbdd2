// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu.words;

import java.time.Duration;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.ValidityPeriod;

/** Numbers of the transfer layer (3GPP TS 23.040 and TS 23.038). */
public final class TransferWords {
    private static final String RESERVED = "reserved";
    private static final String OF_THE_SC = "specific to the SC";

    private TransferWords() {}

    public static String hex(int octet) {
        return "0x%02x".formatted(octet);
    }

    /** {@return TP-ST in words (§9.2.3.15)} */
    public static String status(int status) {
        return switch (status) {
            case 0x00 -> "received by the SME";
            case 0x01 -> "forwarded to the SME, delivery not confirmed";
            case 0x02 -> "replaced by the SC";
            case 0x40 -> permanent("remote procedure error");
            case 0x41 -> permanent("incompatible destination");
            case 0x42 -> permanent("connection rejected by SME");
            case 0x43 -> permanent("not obtainable");
            case 0x44 -> permanent("quality of service not available");
            case 0x45 -> permanent("no interworking available");
            case 0x46 -> permanent("SM validity period expired");
            case 0x47 -> permanent("SM deleted by originating SME");
            case 0x48 -> permanent("SM deleted by SC administration");
            case 0x49 -> permanent("SM does not exist");
            default ->
                    switch (status >> 5) {
                        case 0 -> "completed: " + general(status);
                        case 1 -> "temporary error, still trying: " + general(status);
                        case 2 -> permanent(general(status));
                        case 3 -> "temporary error, not trying any more: " + general(status);
                        default -> RESERVED;
                    };
        };
    }

    private static String permanent(String reason) {
        return "permanent error: " + reason;
    }

    /** What the low five bits say in each of the two temporary ranges, and of all ranges' ends. */
    private static String general(int status) {
        if ((status & 0x10) != 0) {
            return OF_THE_SC;
        }
        return switch (status & 0x2F) {
            case 0x20 -> "congestion";
            case 0x21 -> "SME busy";
            case 0x22 -> "no response from SME";
            case 0x23 -> "service rejected";
            case 0x24 -> "quality of service not available";
            case 0x25 -> "error in SME";
            default -> RESERVED;
        };
    }

    /** {@return TP-FCS in words (§9.2.3.22)} */
    public static String failureCause(int cause) {
        return switch (cause) {
            case 0x80 -> "telematic interworking not supported";
            case 0x81 -> "short message Type 0 not supported";
            case 0x82 -> "cannot replace short message";
            case 0x8F -> "unspecified TP-PID error";
            case 0x90 -> "data coding scheme (alphabet) not supported";
            case 0x91 -> "message class not supported";
            case 0x9F -> "unspecified TP-DCS error";
            case 0xA0 -> "command cannot be actioned";
            case 0xA1 -> "command unsupported";
            case 0xAF -> "unspecified TP-Command error";
            case 0xB0 -> "TPDU not supported";
            case 0xC0 -> "SC busy";
            case 0xC1 -> "no SC subscription";
            case 0xC2 -> "SC system failure";
            case 0xC3 -> "invalid SME address";
            case 0xC4 -> "destination SME barred";
            case 0xC5 -> "SM rejected, duplicate SM";
            case 0xC6 -> "TP-VPF not supported";
            case 0xC7 -> "TP-VP not supported";
            case 0xD0 -> "(U)SIM SMS storage full";
            case 0xD1 -> "no SMS storage capability in (U)SIM";
            case 0xD2 -> "error in MS";
            case 0xD3 -> "memory capacity exceeded";
            case 0xD4 -> "(U)SIM application toolkit busy";
            case 0xD5 -> "(U)SIM data download error";
            case 0xFF -> "unspecified error cause";
            default -> cause >= 0xE0 ? "specific to an application" : RESERVED;
        };
    }

    /** {@return TP-PID in words (§9.2.3.9)} */
    public static String protocolIdentifier(int pid) {
        int low = pid & 0x3F;
        return switch (pid >> 6) {
            case 0 -> (pid & 0x20) == 0 ? noInterworking(pid) : telematic(pid & 0x1F);
            case 1 ->
                    switch (low) {
                        case 0x00 -> "short message Type 0";
                        case 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07 ->
                                "replace short message Type " + low;
                        case 0x08 -> "device triggering short message";
                        case 0x1E -> "Enhanced Message Service (obsolete)";
                        case 0x1F -> "return call message";
                        case 0x3C -> "ANSI-136 R-DATA";
                        case 0x3D -> "ME data download";
                        case 0x3E -> "ME de-personalization short message";
                        case 0x3F -> "(U)SIM data download";
                        default -> RESERVED;
                    };
            case 2 -> RESERVED;
            default -> OF_THE_SC;
        };
    }

    private static String noInterworking(int pid) {
        return pid == 0
                ? "no telematic interworking"
                : "no telematic interworking, SM-AL protocol " + pid;
    }

    private static String telematic(int device) {
        return "telematic interworking: "
                + switch (device) {
                    case 0x00 -> "implicit";
                    case 0x01 -> "telex";
                    case 0x02 -> "group 3 telefax";
                    case 0x03 -> "group 4 telefax";
                    case 0x04 -> "voice telephone";
                    case 0x05 -> "ERMES";
                    case 0x06 -> "national paging system";
                    case 0x07 -> "videotex";
                    case 0x08 -> "teletex, carrier unspecified";
                    case 0x09 -> "teletex, in PSPDN";
                    case 0x0A -> "teletex, in CSPDN";
                    case 0x0B -> "teletex, in analog PSTN";
                    case 0x0C -> "teletex, in digital ISDN";
                    case 0x0D -> "UCI";
                    case 0x10 -> "a message handling facility";
                    case 0x11 -> "any public X.400-based message handling system";
                    case 0x12 -> "Internet electronic mail";
                    case 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E -> OF_THE_SC;
                    case 0x1F -> "a GSM/UMTS mobile station";
                    default -> RESERVED;
                };
    }

    /** {@return TP-CT in words (§9.2.3.19)} */
    public static String commandType(int type) {
        return switch (type) {
            case 0 -> "enquiry relating to previously submitted short message";
            case 1 -> "cancel status report request";
            case 2 -> "delete previously submitted short message";
            case 3 -> "enable status report request";
            default -> type >= 0xE0 ? OF_THE_SC : RESERVED;
        };
    }

    /** {@return TP-DCS in words (TS 23.038 §4)} */
    public static String dataCodingScheme(DataCodingScheme scheme) {
        StringBuilder words = new StringBuilder();
        words.append(
                switch (scheme.alphabet()) {
                    case GSM_7BIT -> "GSM 7-bit";
                    case EIGHT_BIT -> "8-bit data";
                    case UCS2 -> "UCS-2";
                });
        words.append(scheme.compressed() ? ", compressed" : "");
        scheme.messageClass().ifPresent(each -> words.append(", class ").append(each));
        int group = scheme.octet() >> 4;
        if (group >= 0x4 && group <= 0x7) {
            words.append(", automatic deletion");
        } else if (group >= 0x8 && group <= 0xB) {
            words.append(", reserved coding group");
        } else if (group >= 0xC && group <= 0xE) {
            words.append(group == 0xC ? ", discard message" : ", store message");
            words.append(", ").append(waiting(scheme.octet()));
        }
        return words.toString();
    }

    /** What waits, and whether it does (TS 23.038 §4). */
    private static String waiting(int octet) {
        String what =
                switch (octet & 3) {
                    case 0 -> "voicemail";
                    case 1 -> "fax";
                    case 2 -> "electronic mail";
                    default -> "other";
                };
        return what + " message waiting indication " + ((octet & 8) != 0 ? "active" : "inactive");
    }

    /** {@return TP-VP in relative format in words (§9.2.3.12.1)} */
    public static String relativePeriod(int octet) {
        if (octet <= 143) {
            return (octet + 1) * 5 + " minutes";
        }
        if (octet < 167) {
            return "12 hours and " + (octet - 143) * 30 + " minutes";
        }
        if (octet == 167) {
            return "24 hours";
        }
        return octet <= 196 ? octet - 166 + " days" : octet - 192 + " weeks";
    }

    /** {@return TP-VP in enhanced format in words (§9.2.3.12.3)} */
    public static String enhancedPeriod(ValidityPeriod.Enhanced period) {
        String words =
                switch (period.format()) {
                    case NONE -> "no period";
                    case RELATIVE, SECONDS, TIME ->
                            period.duration().map(Duration::toString).orElse("not readable");
                    case RESERVED -> RESERVED;
                };
        return "enhanced: " + words + (period.singleShot() ? ", single shot" : "");
    }
}

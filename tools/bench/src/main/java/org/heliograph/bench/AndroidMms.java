// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.io.ByteArrayInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The MMS parser of Android, as a library carries it in an archive for Android that the compiler
 * does not see. It reads headers without any of Android.
 */
final class AndroidMms {
    private static final String PARSER = "com.google.android.mms.pdu_alt.PduParser";
    private static final MethodHandle CREATE;
    private static final MethodHandle PARSE_HEADERS;

    static {
        try {
            Class<?> parser = Class.forName(PARSER);
            Class<?> headers = Class.forName("com.google.android.mms.pdu_alt.PduHeaders");
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(parser, MethodHandles.lookup());
            CREATE =
                    lookup.findConstructor(
                                    parser,
                                    MethodType.methodType(void.class, byte[].class, boolean.class))
                            .asType(
                                    MethodType.methodType(
                                            Object.class, byte[].class, boolean.class));
            PARSE_HEADERS =
                    lookup.findVirtual(
                                    parser,
                                    "parseHeaders",
                                    MethodType.methodType(headers, ByteArrayInputStream.class))
                            .asType(
                                    MethodType.methodType(
                                            Object.class,
                                            Object.class,
                                            ByteArrayInputStream.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private AndroidMms() {}

    /** {@return the headers of {@code pdu}, as the library's own type} */
    static Object headers(byte[] pdu) {
        try {
            Object parser = (Object) CREATE.invokeExact(pdu, true);
            return (Object) PARSE_HEADERS.invokeExact(parser, new ByteArrayInputStream(pdu));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

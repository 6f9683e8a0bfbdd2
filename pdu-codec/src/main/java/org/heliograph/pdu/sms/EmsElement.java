// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.OptionalInt;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * Elements of the Enhanced Messaging Service: how text looks, and what sounds and shows beside it
 * (3GPP TS 23.040 §3.10, §9.2.3.24.10).
 */
public sealed interface EmsElement extends InformationElement {
    /**
     * How a run of text looks (§9.2.3.24.10.1.1).
     *
     * @param position 0 to 255
     * @param characters in the run, 0 to 255; none make it the look of all text that has no other
     * @param mode 0 to 255, which the methods tell
     * @param colour empty, or one octet, which {@link #foreground} and {@link #background} tell
     */
    record TextFormatting(int position, int characters, int mode, Octets colour)
            implements EmsElement {
        /** In the order of its two bits. */
        public enum Alignment {
            LEFT,
            CENTRE,
            RIGHT,
            /** As the language is written. */
            DEFAULT
        }

        /** In the order of its two bits. */
        public enum FontSize {
            NORMAL,
            LARGE,
            SMALL,
            RESERVED
        }

        private static final Alignment[] ALIGNMENTS = Alignment.values();
        private static final FontSize[] SIZES = FontSize.values();

        public TextFormatting {
            Bounds.octet("position", position);
            Bounds.octet("text formatting length", characters);
            Bounds.octet("formatting mode", mode);
            Bounds.within("octets of colour", colour.length(), 0, 1);
        }

        public Alignment alignment() {
            return ALIGNMENTS[mode & 3];
        }

        public FontSize fontSize() {
            return SIZES[mode >> 2 & 3];
        }

        public boolean bold() {
            return (mode & 0x10) != 0;
        }

        public boolean italic() {
            return (mode & 0x20) != 0;
        }

        public boolean underlined() {
            return (mode & 0x40) != 0;
        }

        public boolean struckThrough() {
            return (mode & 0x80) != 0;
        }

        /** {@return 0 black to 15 white, if there is a colour} */
        public OptionalInt foreground() {
            return colour.isEmpty() ? OptionalInt.empty() : OptionalInt.of(colour.at(0) & 0x0F);
        }

        /** {@return 0 black to 15 white, if there is a colour} */
        public OptionalInt background() {
            return colour.isEmpty() ? OptionalInt.empty() : OptionalInt.of(colour.at(0) >> 4);
        }

        @Override
        public int id() {
            return ElementId.TEXT_FORMATTING;
        }

        @Override
        public Octets data() {
            return Octets.of(position, characters, mode).plus(colour);
        }
    }

    /**
     * A sound that the phone knows (§9.2.3.24.10.1.2).
     *
     * @param position 0 to 255
     * @param number 0 to 255; from 10 on reserved
     */
    record PredefinedSound(int position, int number) implements EmsElement {
        public PredefinedSound {
            Bounds.octet("position", position);
            Bounds.octet("sound number", number);
        }

        @Override
        public int id() {
            return ElementId.PREDEFINED_SOUND;
        }

        @Override
        public Octets data() {
            return Octets.of(position, number);
        }
    }

    /**
     * A melody (§9.2.3.24.10.1.3).
     *
     * @param position 0 to 255
     * @param melody iMelody text of at most 128 octets
     */
    record UserDefinedSound(int position, Octets melody) implements EmsElement {
        public UserDefinedSound {
            Bounds.octet("position", position);
            Bounds.within("octets of melody", melody.length(), 0, 128);
        }

        @Override
        public int id() {
            return ElementId.USER_DEFINED_SOUND;
        }

        @Override
        public Octets data() {
            return Octets.of(position).plus(melody);
        }
    }

    /**
     * An animation that the phone knows (§9.2.3.24.10.1.4).
     *
     * @param position 0 to 255
     * @param number 0 to 255; from 15 on reserved
     */
    record PredefinedAnimation(int position, int number) implements EmsElement {
        public PredefinedAnimation {
            Bounds.octet("position", position);
            Bounds.octet("animation number", number);
        }

        @Override
        public int id() {
            return ElementId.PREDEFINED_ANIMATION;
        }

        @Override
        public Octets data() {
            return Octets.of(position, number);
        }
    }

    /**
     * Four pictures shown in turn (§9.2.3.24.10.1.5 and .6).
     *
     * @param position 0 to 255
     * @param large of 16 by 16 pixels each, 128 octets; else of 8 by 8, 32 octets
     * @param frames line after line from the top, the left pixel in the high bit, 1 black
     */
    record Animation(int position, boolean large, Octets frames) implements EmsElement {
        public Animation {
            Bounds.octet("position", position);
            int octets = large ? 128 : 32;
            Bounds.within("octets of animation", frames.length(), octets, octets);
        }

        @Override
        public int id() {
            return large ? ElementId.LARGE_ANIMATION : ElementId.SMALL_ANIMATION;
        }

        @Override
        public Octets data() {
            return Octets.of(position).plus(frames);
        }
    }

    /**
     * A picture (§9.2.3.24.10.1.7 and .8).
     *
     * @param position 0 to 255
     * @param large of 32 by 32 pixels, 128 octets; else of 16 by 16, 32 octets
     * @param bitmap as in {@link Animation}
     */
    record Picture(int position, boolean large, Octets bitmap) implements EmsElement {
        public Picture {
            Bounds.octet("position", position);
            int octets = large ? 128 : 32;
            Bounds.within("octets of picture", bitmap.length(), octets, octets);
        }

        @Override
        public int id() {
            return large ? ElementId.LARGE_PICTURE : ElementId.SMALL_PICTURE;
        }

        @Override
        public Octets data() {
            return Octets.of(position).plus(bitmap);
        }
    }

    /**
     * A picture of any size (§9.2.3.24.10.1.9).
     *
     * @param position 0 to 255
     * @param width in eights of pixels, 0 to 255
     * @param height in pixels, 0 to 255
     * @param bitmap as in {@link Animation}: {@code width} times {@code height} octets
     */
    record VariablePicture(int position, int width, int height, Octets bitmap)
            implements EmsElement {
        public VariablePicture {
            Bounds.octet("position", position);
            Bounds.octet("horizontal dimension", width);
            Bounds.octet("vertical dimension", height);
            Bounds.within("octets of picture", bitmap.length(), 0, 252);
            Bounds.within("octets of picture", bitmap.length(), width * height, width * height);
        }

        @Override
        public int id() {
            return ElementId.VARIABLE_PICTURE;
        }

        @Override
        public Octets data() {
            return Octets.of(position, width, height).plus(bitmap);
        }
    }

    /**
     * The objects that follow belong together and may be acted on (§9.2.3.24.10.1.10).
     *
     * @param objects how many of them, 0 to 255
     */
    record UserPrompt(int objects) implements EmsElement {
        public UserPrompt {
            Bounds.octet("number of objects", objects);
        }

        @Override
        public int id() {
            return ElementId.USER_PROMPT;
        }

        @Override
        public Octets data() {
            return Octets.of(objects);
        }
    }

    /**
     * A drawing in Wireless Vector Graphics (§9.2.3.24.10.1.11 and .12).
     *
     * @param position 0 to 255
     * @param characterSize as high as a letter
     * @param drawing its bit stream, at most 254 octets
     */
    record Drawing(int position, boolean characterSize, Octets drawing) implements EmsElement {
        public Drawing {
            Bounds.octet("position", position);
            Bounds.within("octets of drawing", drawing.length(), 0, 254);
        }

        @Override
        public int id() {
            return characterSize ? ElementId.CHARACTER_DRAWING : ElementId.STANDARD_DRAWING;
        }

        @Override
        public Octets data() {
            return Octets.of(position).plus(drawing);
        }
    }

    /**
     * An object larger than one short message may be, or its beginning (§9.2.3.24.10.1.13). The
     * elements that go on with an object hold nothing but its data, and only the message as a whole
     * tells them from beginnings: what cannot begin an object is an {@link Unknown}.
     *
     * @param reference 0 to 255
     * @param size of the whole object in octets, 0 to 65535
     * @param restricted the object is not to be sent on
     * @param userPrompt the object is to be handled as one of {@link UserPrompt}
     * @param type 0 to 255 (annex E): 1 iMelody, 2 to 4 pictures, 9 vCard, 10 vCalendar, …
     * @param position 0 to 65535, in the text of the whole message
     * @param content the object's first octets, at most {@code size} and 248
     */
    record ExtendedObject(
            int reference,
            int size,
            boolean restricted,
            boolean userPrompt,
            int type,
            int position,
            Octets content)
            implements EmsElement {
        static final int RESTRICTED = 0x01;
        static final int PROMPT = 0x02;

        public ExtendedObject {
            Bounds.octet("extended object reference", reference);
            Bounds.within("extended object length", size, 0, 0xFFFF);
            Bounds.octet("extended object type", type);
            Bounds.within("position", position, 0, 0xFFFF);
            Bounds.within("octets of extended object", content.length(), 0, Math.min(size, 248));
        }

        @Override
        public int id() {
            return ElementId.EXTENDED_OBJECT;
        }

        @Override
        public Octets data() {
            OctetWriter out = new OctetWriter(7 + content.length());
            out.octet(reference).uint16(size);
            out.octet((restricted ? RESTRICTED : 0) | (userPrompt ? PROMPT : 0));
            return out.octet(type).uint16(position).octets(content).toOctets();
        }
    }

    /**
     * An extended object of this message once more (§9.2.3.24.10.1.14).
     *
     * @param reference 0 to 255
     * @param position 0 to 65535, in the text of the whole message
     */
    record ReusedObject(int reference, int position) implements EmsElement {
        public ReusedObject {
            Bounds.octet("extended object reference", reference);
            Bounds.within("position", position, 0, 0xFFFF);
        }

        @Override
        public int id() {
            return ElementId.REUSED_OBJECT;
        }

        @Override
        public Octets data() {
            return Octets.of(reference, position >> 8, position);
        }
    }

    /**
     * Compressed extended objects, or their beginning (§9.2.3.24.10.1.15); what goes on with them
     * is as with {@link ExtendedObject}.
     *
     * @param algorithm 0 to 15: 0 is LZSS (annex F), the others are reserved
     * @param parameters of the algorithm, 0 to 15
     * @param size of all compressed data in octets, 0 to 65535
     * @param content the first octets, at most {@code size} and 252
     */
    record CompressionControl(int algorithm, int parameters, int size, Octets content)
            implements EmsElement {
        public CompressionControl {
            Bounds.within("compression algorithm", algorithm, 0, 15);
            Bounds.within("compression parameters", parameters, 0, 15);
            Bounds.within("length of compressed data", size, 0, 0xFFFF);
            Bounds.within("octets of compressed data", content.length(), 0, Math.min(size, 252));
        }

        @Override
        public int id() {
            return ElementId.COMPRESSION_CONTROL;
        }

        @Override
        public Octets data() {
            return Octets.of(parameters << 4 | algorithm, size >> 8, size).plus(content);
        }
    }

    /**
     * Whether the objects that follow may be sent on (§9.2.3.24.10.1.16).
     *
     * @param elements how many of them, 0 to 255; none stands for all
     * @param restricted they are not to be sent on
     */
    record ObjectDistribution(int elements, boolean restricted) implements EmsElement {
        public ObjectDistribution {
            Bounds.octet("number of elements", elements);
        }

        @Override
        public int id() {
            return ElementId.OBJECT_DISTRIBUTION;
        }

        @Override
        public Octets data() {
            return Octets.of(elements, restricted ? 1 : 0);
        }
    }

    /** Asks for an object again (§9.2.3.24.10.2.1). It has no contents. */
    record ObjectDataRequest() implements EmsElement {
        @Override
        public int id() {
            return ElementId.OBJECT_DATA_REQUEST;
        }

        @Override
        public Octets data() {
            return Octets.EMPTY;
        }
    }
}

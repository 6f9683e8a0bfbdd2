// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.heliograph.pdu.Octets;

/**
 * A photo of a sunrise over hills, by the JDK's own JPEG encoder. Without letters: fonts may lack.
 */
public final class Photo {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Photo() {}

    public static Octets jpeg() throws IOException {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(0, 0, new Color(0x28, 0x3c, 0x78), 0, 330, Color.ORANGE));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(new Color(0xff, 0xf0, 0xb4));
        g.fillOval(270, 220, 100, 100);
        for (int x = 0; x < WIDTH; x++) {
            int far = (int) (60 * Math.sin(x / 90.0) + 25 * Math.sin(x / 23.0));
            g.setColor(new Color(0x50, 0x32, 0x46));
            g.drawLine(x, 340 + far / 2, x, HEIGHT);
            g.setColor(new Color(0x1e, 0x19, 0x23 + Math.floorMod(x * 7, 30)));
            g.drawLine(x, 410 - far / 3, x, HEIGHT);
        }
        g.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpeg", jpeg)) {
            throw new IOException("this JDK has no JPEG encoder");
        }
        return Octets.of(jpeg.toByteArray());
    }
}

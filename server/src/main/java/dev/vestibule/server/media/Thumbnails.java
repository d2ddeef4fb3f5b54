package dev.vestibule.server.media;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes small pictures of large ones: of PNG, JPEG, GIF and BMP, always as PNG, never animated, never larger than the
 * original.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#thumbnails">Thumbnails</a>
 */
public final class Thumbnails {
    /** A file of a few kilobytes may say that it is a picture of gigabytes. */
    private static final long MAX_PIXELS = 40_000_000;
    private static final Set<String> SHOWN_AS_THEY_ARE = Set.of("image/png", "image/jpeg", "image/gif");
    private static final int MAX_SIDE = 2048;

    /** How a picture is made to fit. */
    public enum Fit {
        /** The whole of it, inside of the wanted size. */
        SCALE,
        /** As much of its middle as fills the wanted size. */
        CROP
    }

    /**
     * A smaller picture, or the file itself if it is a picture that is small enough.
     *
     * @param width  wanted, in pixels
     * @param height wanted, in pixels
     * @throws MatrixException 400 {@code M_INVALID_PARAM} for a size that cannot be, 400 {@code M_UNKNOWN} if the file
     *                         is no picture that can be read, 413 {@code M_TOO_LARGE} if it has too many pixels
     */
    public Media of(Media media, long width, long height, Fit fit) {
        if (width < 1 || height < 1) {
            throw MatrixException.invalidParam("A thumbnail is at least one pixel wide and high.");
        }
        BufferedImage image = read(media.content());
        int wide = (int) Math.min(width, MAX_SIDE);
        int high = (int) Math.min(height, MAX_SIDE);
        if (image.getWidth() <= wide && image.getHeight() <= high && SHOWN_AS_THEY_ARE.contains(media.contentType())) {
            return media;
        }
        BufferedImage small = switch (fit) {
            case SCALE -> scaled(image, Math.min(ratio(wide, image.getWidth()), ratio(high, image.getHeight())));
            case CROP -> cropped(image, wide, high);
        };
        return new Media("image/png", Optional.of("thumbnail.png"), png(small));
    }

    private static BufferedImage read(byte[] content) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unreadable();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                    throw new MatrixException(ErrorCode.TOO_LARGE, "The picture has too many pixels for a thumbnail.");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw unreadable();
        }
    }

    private static MatrixException unreadable() {
        return new MatrixException(ErrorCode.UNKNOWN, "Thumbnails are made of PNG, JPEG, GIF and BMP pictures only.");
    }

    /** Pictures are not made larger than they are. */
    private static double ratio(int wanted, int actual) {
        return Math.min(1.0, (double) wanted / actual);
    }

    private static BufferedImage cropped(BufferedImage image, int width, int height) {
        BufferedImage covering = scaled(image, Math.max(ratio(width, image.getWidth()),
                ratio(height, image.getHeight())));
        int wide = Math.min(width, covering.getWidth());
        int high = Math.min(height, covering.getHeight());
        return covering.getSubimage((covering.getWidth() - wide) / 2, (covering.getHeight() - high) / 2, wide, high);
    }

    /** In steps of a half at most, as one large step would skip pixels. */
    private static BufferedImage scaled(BufferedImage image, double ratio) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * ratio));
        int height = Math.max(1, (int) Math.round(image.getHeight() * ratio));
        BufferedImage current = image;
        do {
            current = drawn(current, Math.max(width, current.getWidth() / 2),
                    Math.max(height, current.getHeight() / 2));
        } while (current.getWidth() > width || current.getHeight() > height);
        return current;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new AssertionError("nothing is written but memory", impossible);
        }
        return out.toByteArray();
    }
}

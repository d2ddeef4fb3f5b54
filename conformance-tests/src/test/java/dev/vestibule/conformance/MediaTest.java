package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content repository: upload, download, thumbnail, config. */
@ConformanceTest
final class MediaTest {

    private static final Endpoint UPLOAD = Endpoint.raw("/_matrix/media/v3/upload");

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    MediaTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("7.26 what one uploads another downloads, byte for byte, with its type and name")
    void upAndDown() throws IOException {
        byte[] picture = picture(20, 10);
        String media = upload(UPLOAD.with("filename", "a picture.png"), "image/png", picture);
        Answer answer = bob.get(v1("download", media));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(picture);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("image/png");
        assertThat(answer.header("Content-Disposition").orElseThrow()).startsWith("inline")
                .containsPattern("a( |%20)picture\\.png");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    @DisplayName("7.26 a download under another name has that name")
    void renamed() throws IOException {
        String media = upload(UPLOAD, "image/png", picture(1, 1));
        Answer answer = bob.get(Endpoint.raw("/_matrix/client/v1/media/download" + media + "/other.png"));
        assertThat(answer.header("Content-Disposition").orElseThrow()).startsWith("inline").contains("other.png");
    }

    @ParameterizedTest(name = "7.26 {0} is handed out as {1}")
    @CsvSource({"text/html, attachment", "image/svg+xml, attachment", "application/octet-stream, attachment",
            "text/plain, inline", "image/jpeg, inline"})
    void disposition(String type, String disposition) {
        String media = upload(UPLOAD, type, new byte[]{1, 2, 3});
        Answer answer = bob.get(v1("download", media));
        assertThat(answer.header("Content-Disposition").orElseThrow()).startsWith(disposition);
        assertThat(answer.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
    }

    @Test
    @DisplayName("7.26 reading media needs a token; at the deprecated path it may not")
    void token() {
        String media = upload(UPLOAD, "text/plain", new byte[]{1});
        homeserver.send(Method.GET, v1("download", media)).refused(401, "M_MISSING_TOKEN");
        homeserver.send(Method.POST, UPLOAD).refused(401, "M_MISSING_TOKEN");
        assertThat(homeserver.send(Method.GET, Endpoint.raw("/_matrix/media/v3/download" + media)).status())
                .isIn(200, 404);
    }

    @Test
    @DisplayName("7.26 unknown media are 404 M_NOT_FOUND")
    void unknown() {
        alice.get(v1("download", "/" + alice.serverName() + "/nothingofthisname")).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(name = "7.26 a thumbnail of 400x200 for {0}x{1}, {2}, is {3}x{4}")
    @CsvSource({"96, 96, crop, 96, 96", "320, 240, scale, 320, 160", "32, 32, crop, 32, 32"})
    void thumbnail(int width, int height, String method, int wide, int high) throws IOException {
        String media = upload(UPLOAD, "image/png", picture(400, 200));
        Answer answer = bob.get(v1("thumbnail", media).with("width", width).with("height", height)
                .with("method", method));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
        assertThat(small.getWidth() + "x" + small.getHeight()).isEqualTo(wide + "x" + high);
        assertThat(answer.header("Content-Disposition").orElseThrow()).startsWith("inline");
    }

    @ParameterizedTest(name = "7.26 a thumbnail of a text, or of {0}, is refused")
    @CsvSource({"?width=32&height=32", "?width=0&height=32", "?width=-1&height=2", "?width=x&height=2", "?height=2"})
    void noThumbnail(String query) {
        String media = upload(UPLOAD, "text/plain", "no picture".getBytes(StandardCharsets.UTF_8));
        alice.get(Endpoint.raw(v1("thumbnail", media).path() + query)).clientError();
    }

    @Test
    @DisplayName("7.25 config tells how much may be uploaded, and more is 413 M_TOO_LARGE")
    void config() {
        long size = alice.get(Endpoint.raw("/_matrix/client/v1/media/config")).ok().json().path("m.upload.size")
                .asLong();
        assertThat(size).isPositive();
        assertThat(alice.get(Endpoint.raw("/_matrix/media/v3/config")).ok().json().path("m.upload.size").asLong())
                .isEqualTo(size);
        if (size <= 10 << 20) {
            alice.send(with("text/plain", new byte[(int) size + 1]), Method.POST, UPLOAD).refused(413, "M_TOO_LARGE");
        }
    }

    private String upload(Endpoint endpoint, String type, byte[] content) {
        return alice.send(with(type, content), Method.POST, endpoint).ok().string("content_uri")
                .substring("mxc:/".length());
    }

    private RequestSpecification with(String type, byte[] content) {
        return homeserver.request().contentType(type).body(content);
    }

    private static Endpoint v1(String verb, String media) {
        return Endpoint.raw("/_matrix/client/v1/media/" + verb + media);
    }

    private static byte[] picture(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}

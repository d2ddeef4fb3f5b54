package dev.vestibule.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Optional;

/** What the homeserver answered to one request. Immutable; every check names the request it is about. */
public final class Answer {

    private final String request;
    private final Response response;

    Answer(String request, Response response) {
        this.request = request;
        this.response = response;
    }

    /** The HTTP status. */
    public int status() {
        return response.statusCode();
    }

    /** The body as text. */
    public String text() {
        return response.asString();
    }

    /** The body as it came. */
    public byte[] bytes() {
        return response.asByteArray();
    }

    /** The body as JSON; fails the test if it is none. */
    public JsonNode json() {
        return Json.parse(text());
    }

    /** A header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    /** A string member of the JSON body; fails the test if it is absent or no string. */
    public String string(String key) {
        JsonNode value = json().path(key);
        assertThat(value.isTextual()).as("%s should hold the string %s", this, key).isTrue();
        return value.textValue();
    }

    /** Holds the answer to status 200 with a JSON object and the headers that web clients need. */
    public Answer ok() {
        assertThat(status()).as("%s", this).isEqualTo(200);
        assertIsJsonForEveryOrigin();
        return this;
    }

    /** Holds the answer to a standard error: this status, this code, a text for people, JSON, CORS headers. */
    public Answer refused(int status, String errcode) {
        assertThat(status() + " " + json().path("errcode").asText()).as("%s", this).isEqualTo(status + " " + errcode);
        assertThat(json().path("error").asText()).as("error of %s", this).isNotBlank();
        assertIsJsonForEveryOrigin();
        return this;
    }

    /** Holds the answer to 403 {@code M_FORBIDDEN}. */
    public Answer forbidden() {
        return refused(403, "M_FORBIDDEN");
    }

    /** Holds the answer to a refusal that is the client's doing, whichever code the server chose. */
    public Answer clientError() {
        assertThat(status()).as("%s", this).isBetween(400, 499);
        assertThat(json().path("errcode").asText()).as("errcode of %s", this).isNotBlank();
        return this;
    }

    private void assertIsJsonForEveryOrigin() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        assertThat(type).as("Content-Type of %s", this).startsWith("application/json");
        assertThat(header("Access-Control-Allow-Origin")).as("Access-Control-Allow-Origin of %s", this).contains("*");
    }

    @Override
    public String toString() {
        String body = text();
        return request + " -> " + status() + " " + (body.length() > 600 ? body.substring(0, 600) + "…" : body);
    }
}

package dev.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One HTTP/1.1 request as it goes over the wire. It is put together once and may be sent many times, so that the load
 * costs no string work while the clock is running.
 */
final class Request {

    private final String line;
    private final byte[] bytes;

    private Request(String line, byte[] bytes) {
        this.line = line;
        this.bytes = bytes;
    }

    static Request get(HomeserverUrl url, String path, String accessToken) {
        return build(url, "GET", path, accessToken, "");
    }

    static Request post(HomeserverUrl url, String path, String accessToken, String json) {
        return build(url, "POST", path, accessToken, json);
    }

    static Request put(HomeserverUrl url, String path, String accessToken, String json) {
        return build(url, "PUT", path, accessToken, json);
    }

    /** @param accessToken empty for a request without one */
    private static Request build(HomeserverUrl url, String method, String path, String accessToken, String json) {
        String line = method + " " + path;
        StringBuilder text = new StringBuilder(256 + json.length()).append(line).append(" HTTP/1.1\r\nHost: ")
                .append(url.hostHeader()).append("\r\n");
        if (!accessToken.isEmpty()) {
            text.append("Authorization: Bearer ").append(accessToken).append("\r\n");
        }
        if (!json.isEmpty()) {
            text.append("Content-Type: application/json\r\nContent-Length: ").append(json.getBytes(UTF_8).length)
                    .append("\r\n");
        }
        text.append("\r\n").append(json);
        return new Request(line, text.toString().getBytes(UTF_8));
    }

    /** The bytes to send; not a copy, nobody writes to them. */
    byte[] bytes() {
        return bytes;
    }

    /** Method and path, for messages. */
    @Override
    public String toString() {
        return line;
    }
}

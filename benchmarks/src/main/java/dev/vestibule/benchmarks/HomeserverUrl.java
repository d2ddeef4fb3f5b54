package dev.vestibule.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;

/**
 * The base URL of the homeserver under load. Only plain HTTP to a loopback address is accepted: this program sends as
 * much as it can, and must not be aimed at somebody's server by a slip of the keyboard.
 *
 * @param address the resolved loopback address and port
 * @param hostHeader what the {@code Host} header of each request says
 */
record HomeserverUrl(InetSocketAddress address, String hostHeader) {

    /**
     * @throws IllegalArgumentException if the text is no {@code http} URL of a loopback address without a path
     */
    static HomeserverUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not a URL: " + text, e);
        }
        boolean bare = List.of("", "/").contains(Objects.requireNonNullElse(uri.getPath(), ""));
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || !bare) {
            throw new IllegalArgumentException("Expected http://HOST:PORT without a path, got " + text);
        }
        int port = uri.getPort() == -1 ? 80 : uri.getPort();
        try {
            InetAddress host = InetAddress.getByName(uri.getHost());
            if (!host.isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        "Only loopback addresses are put under load, and this is none: " + text);
            }
            return new HomeserverUrl(new InetSocketAddress(host, port), uri.getHost() + ":" + port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Unknown host in " + text, e);
        }
    }

    static HomeserverUrl loopback(int port) {
        return parse("http://127.0.0.1:" + port);
    }

    @Override
    public String toString() {
        return "http://" + hostHeader;
    }
}

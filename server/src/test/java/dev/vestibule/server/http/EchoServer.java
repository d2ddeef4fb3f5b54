package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.http.route.BodyRule;
import dev.vestibule.server.http.route.Route;
import dev.vestibule.server.http.route.RouteTable;
import dev.vestibule.server.limit.Allowance;
import dev.vestibule.storage.AccountFlag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The real listener and pipeline over handlers that answer with what they were given: route, parameters and body. The
 * token {@code alice} is that of a user, {@code root} that of an administrator; those of {@code locked} and
 * {@code suspended} belong to users who are.
 */
final class EchoServer implements AutoCloseable {
    private static final Map<String, Requester> TOKENS = Map.of(
            "alice",
            new Requester(UserId.parse("@alice:localhost"), "PHONE", Set.of(), Allowance.STANDARD, Optional.empty()),
            "locked",
            new Requester(UserId.parse("@locked:localhost"), "PHONE", Set.of(AccountFlag.LOCKED), Allowance.STANDARD,
                    Optional.empty()),
            "suspended",
            new Requester(UserId.parse("@suspended:localhost"), "PHONE", Set.of(AccountFlag.SUSPENDED),
                    Allowance.STANDARD,
                    Optional.empty()),
            "root",
            new Requester(UserId.parse("@root:localhost"), "DESK", Set.of(AccountFlag.ADMIN), Allowance.STANDARD,
                    Optional.empty()));

    private final HttpServer http;

    EchoServer() {
        this(Map.of());
    }

    /** @param instead handlers for some routes in place of the echo */
    EchoServer(Map<Route, Handler> instead) {
        Routes.Binder binder = Routes.binder();
        for (Route route : RouteTable.ROWS) {
            binder.bind(route, instead.getOrDefault(route, EchoServer::echo));
        }
        Pipeline pipeline = new Pipeline(binder.complete(), token -> Optional.ofNullable(TOKENS.get(token)),
                new Transactions(_ -> Optional.empty()), (_, _, _) -> {});
        http = HttpServer.listen("127.0.0.1", 0, InstantSource.system(), new Random(1));
        http.serve(pipeline);
    }

    private static Answer echo(Call call) {
        ObjectNode echo = JsonTree.object();
        echo.put("route", call.route().name());
        ObjectNode parameters = echo.putObject("path");
        call.pathNames().forEach(name -> parameters.put(name, call.path(name)));
        call.maybeRequester().ifPresent(requester -> echo.put("user", requester.user().value()));
        if (call.route().body() != BodyRule.NONE && call.route().body() != BodyRule.CONTENT) {
            echo.set("body", call.body().tree());
        }
        return Answer.ok(echo);
    }

    /** Sends bytes as they are and reads what comes back until the server closes the connection. */
    RawResponse raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return RawResponse.parse(socket.getInputStream().readAllBytes());
        }
    }

    /** Sends a request without a body; the request line is method and target. */
    RawResponse send(String requestLine, String... headers) throws IOException {
        return raw(head(requestLine, headers).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a request with a body; the request line is method and target. */
    RawResponse sendBody(String requestLine, byte[] body, String... headers) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        request.writeBytes(head(requestLine, all).getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return raw(request.toByteArray());
    }

    private static String head(String requestLine, String... headers) {
        StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }

    @Override
    public void close() {
        http.close();
    }
}

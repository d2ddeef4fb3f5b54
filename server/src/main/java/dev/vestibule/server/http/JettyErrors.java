package dev.vestibule.server.http;

import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes what Jetty refuses before any request reaches the pipeline: in JSON, with CORS, like every other error. */
final class JettyErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        MatrixException error = error(response.getStatus());
        Cors.HEADERS.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(JsonTree.write(error.body()).getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static MatrixException error(int status) {
        return switch (status) {
            case 404, 405 -> new MatrixException(ErrorCode.UNRECOGNIZED, "This server has no such endpoint.");
            case 413, 414, 431 ->
                new MatrixException(ErrorCode.TOO_LARGE, "The request line or a header is too large.");
            default -> new MatrixException(ErrorCode.UNKNOWN,
                    status < 500 ? "The request is malformed." : "The server failed to answer.");
        };
    }
}

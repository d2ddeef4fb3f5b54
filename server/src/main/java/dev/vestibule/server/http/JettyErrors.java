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
        Cors.HEADERS.forEach(response.getHeaders()::put);
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
        MatrixException error = error(response.getStatus());
        response.setStatus(error.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(JsonTree.write(error.body()).getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static MatrixException error(int status) {
        return switch (status) {
            case 404, 405 -> new MatrixException(ErrorCode.UNRECOGNIZED, "This server has no such endpoint.");
            case 413, 414, 431 ->
                new MatrixException(ErrorCode.TOO_LARGE, "The request line or a header is too large.").status(status);
            // 505 is what Jetty makes of a request line that is none.
            case 505 -> malformed(400);
            default -> status < 500
                    ? malformed(status)
                    : new MatrixException(ErrorCode.UNKNOWN, "The server failed to answer.").status(status);
        };
    }

    private static MatrixException malformed(int status) {
        return new MatrixException(ErrorCode.UNKNOWN, "The request is malformed.").status(status);
    }
}

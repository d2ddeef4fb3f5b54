package dev.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;

/**
 * One keep-alive HTTP/1.1 connection over a plain socket: write a request, read its answer. It exists because the load
 * runs on the same processors as the server it measures, and a full HTTP client takes several times the processor time.
 *
 * <p>Not safe for use by several threads.
 */
final class HttpConnection implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_BODY = 256 << 20;

    private final HomeserverUrl url;
    private final int readTimeoutMillis;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private boolean answerBegun;
    private Socket socket;

    HttpConnection(HomeserverUrl url, Duration readTimeout) {
        this.url = url;
        this.readTimeoutMillis = Math.toIntExact(readTimeout.toMillis());
    }

    /**
     * Sends the request and waits for the whole answer. Connects first if there is no connection. A kept connection that
     * turns out to have been closed by the server before the first byte of an answer is opened again, once.
     *
     * @throws IOException if the server cannot be reached, hangs up in the middle, is silent for longer than the
     *         timeout, or does not speak HTTP/1.1
     */
    Answer exchange(Request request) throws IOException {
        boolean kept = socket != null;
        try {
            return attempt(request);
        } catch (InterruptedIOException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            if (!kept || answerBegun) {
                throw e;
            }
            return attempt(request);
        }
    }

    private Answer attempt(Request request) throws IOException {
        if (socket == null) {
            Socket fresh = new Socket();
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(readTimeoutMillis);
            try {
                fresh.connect(url.address(), CONNECT_TIMEOUT_MILLIS);
            } catch (IOException e) {
                fresh.close();
                throw e;
            }
            socket = fresh;
        }
        position = 0;
        limit = 0;
        answerBegun = false;
        socket.getOutputStream().write(request.bytes());
        return readAnswer();
    }

    private Answer readAnswer() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
            throw new IOException("Not an HTTP/1.1 answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine, 9, 12, 10);
        int length = 0;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (startsWith(header, "content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).strip());
            } else if (startsWith(header, "transfer-encoding:")) {
                chunked = true;
            } else if (startsWith(header, "connection:")) {
                closes = header.substring("connection:".length()).strip().equalsIgnoreCase("close");
            }
        }
        Answer answer = new Answer(status, chunked ? chunks() : bytes(length));
        if (closes) {
            close();
        }
        return answer;
    }

    private static boolean startsWith(String header, String lowerCaseName) {
        return header.regionMatches(true, 0, lowerCaseName, 0, lowerCaseName.length());
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int end = size.indexOf(';');
            int length = Integer.parseInt(size, 0, end < 0 ? size.length() : end, 16);
            if (length == 0) {
                break;
            }
            checkLength((long) all.size() + length);
            all.writeBytes(bytes(length));
            line();
        }
        while (!line().isEmpty()) {
            // The trailer section holds nothing we look at, but has to be read for the next answer to be found.
        }
        return all.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        checkLength(length);
        byte[] body = new byte[length];
        int done = Math.min(length, limit - position);
        System.arraycopy(buffer, position, body, 0, done);
        position += done;
        InputStream in = socket.getInputStream();
        while (done < length) {
            int read = in.read(body, done, length - done);
            if (read < 0) {
                throw new EOFException("The server hung up in the middle of an answer");
            }
            done += read;
        }
        return body;
    }

    private static void checkLength(long length) throws IOException {
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("An answer of " + length + " bytes is refused");
        }
    }

    /** The next line without its line end; header lines longer than the buffer are refused. */
    private String line() throws IOException {
        int from = position;
        while (true) {
            for (; position < limit; position++) {
                if (buffer[position] == '\n') {
                    int end = position > from && buffer[position - 1] == '\r' ? position - 1 : position;
                    String line = new String(buffer, from, end - from, US_ASCII);
                    position++;
                    return line;
                }
            }
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, limit - from);
                limit -= from;
                position = limit;
                from = 0;
            }
            if (limit == buffer.length) {
                throw new IOException("A header line is too long");
            }
            int read = socket.getInputStream().read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                throw new EOFException("The server hung up");
            }
            limit += read;
            answerBegun = true;
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}

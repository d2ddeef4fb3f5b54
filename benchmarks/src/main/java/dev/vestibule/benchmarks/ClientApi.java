package dev.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;

/**
 * The few calls of the Matrix client-server API that the measurements need, over one connection. All of them insist on
 * status 200.
 *
 * <p>Not safe for use by several threads.
 */
final class ClientApi implements AutoCloseable {

    private static final String PREFIX = "/_matrix/client/v3";
    /** Long enough for the initial sync of somebody with thousands of rooms on a slow server. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

    private final HomeserverUrl url;
    private final HttpConnection connection;

    ClientApi(HomeserverUrl url) {
        this.url = url;
        this.connection = new HttpConnection(url, READ_TIMEOUT);
    }

    User register(Registration registration, String localpart) {
        try {
            return registration.register(url, connection, localpart);
        } catch (IOException e) {
            throw new UncheckedIOException("Registering " + localpart, e);
        }
    }

    /** Creates a room that everybody may join, and returns its room ID. */
    String createPublicRoom(User creator) {
        Request create = Request.post(url, PREFIX + "/createRoom", creator.accessToken(),
                "{\"preset\":\"public_chat\"}");
        return call(create).json().path("room_id").asText();
    }

    Request joinRequest(User user, String roomId) {
        return Request.post(url, PREFIX + "/join/" + encode(roomId), user.accessToken(), "{}");
    }

    Request leaveRequest(User user, String roomId) {
        return Request.post(url, PREFIX + "/rooms/" + encode(roomId) + "/leave", user.accessToken(), "{}");
    }

    /** Sends a text message and returns its event ID. */
    String sendMessage(User sender, String roomId, String transactionId) {
        Request send = Request.put(url,
                PREFIX + "/rooms/" + encode(roomId) + "/send/m.room.message/" + encode(transactionId),
                sender.accessToken(), "{\"msgtype\":\"m.text\",\"body\":\"one new event\"}");
        return call(send).json().path("event_id").asText();
    }

    Request initialSyncRequest(User user) {
        return Request.get(url, PREFIX + "/sync?timeout=0&set_presence=offline", user.accessToken());
    }

    /** A sync that answers at once if there is something new, and waits for it for up to five seconds if not. */
    Request incrementalSyncRequest(User user, String since) {
        return Request.get(url, PREFIX + "/sync?timeout=5000&set_presence=offline&since=" + encode(since),
                user.accessToken());
    }

    /** Whether the given user is joined to the room, as seen by a joined user. */
    boolean isJoined(User asking, String roomId, User member) {
        JsonNode joined = call(Request.get(url, PREFIX + "/rooms/" + encode(roomId) + "/joined_members",
                asking.accessToken())).json().path("joined");
        return joined.has(member.userId());
    }

    int joinedMembers(User asking, String roomId) {
        return call(Request.get(url, PREFIX + "/rooms/" + encode(roomId) + "/joined_members", asking.accessToken()))
                .json().path("joined").size();
    }

    /** @throws UnexpectedAnswerException if the status is not 200 */
    Answer call(Request request) {
        return exchange(request).orFail(request);
    }

    /** The answer, whatever its status. */
    Answer exchange(Request request) {
        try {
            return connection.exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    private static String encode(String pathOrQueryPart) {
        return URLEncoder.encode(pathOrQueryPart, UTF_8);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

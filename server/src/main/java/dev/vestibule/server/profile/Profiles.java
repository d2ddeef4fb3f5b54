package dev.vestibule.server.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.server.room.ShowProfile;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What users say about themselves. Name and avatar are shown in every room they are in, so a change of them becomes an
 * event there.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#profiles">profiles</a>
 */
public final class Profiles {

    private static final String TIME_ZONE = "m.tz";
    private static final int LONGEST_KEY = 255;
    /** These go into every member event, which has a largest size; Synapse draws the same lines. */
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_URL = 1000;
    private static final int LARGEST_PROFILE = 65_536;
    private static final Pattern NAMESPACED = Pattern.compile("[a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)+");

    private final Storage storage;
    private final ShowProfile showProfile;
    private final Limits limits;

    public Profiles(Storage storage, ShowProfile showProfile, Limits limits) {
        this.storage = storage;
        this.showProfile = showProfile;
        this.limits = limits;
    }

    /**
     * The whole profile.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for a user this server does not know
     */
    public JsonNode read(UserId user) {
        return storage.read(snapshot -> {
            if (snapshot.ofAccounts().user(user).isEmpty()) {
                throw MatrixException.notFound(user);
            }
            ObjectNode json = JsonTree.object();
            snapshot.ofAccounts().profile(user).forEach(json::set);
            return json;
        });
    }

    /**
     * One field, as {@code {"key": value}}.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} for an unknown user, or a field they have not set
     */
    public JsonNode read(UserId user, String key) {
        checkKey(key);
        JsonNode value = read(user).path(key);
        if (value.isMissingNode()) {
            throw MatrixException.notFound(user + " has not set " + key + ".");
        }
        return JsonTree.object().set(key, value);
    }

    /**
     * Sets a field. To set it to what it is changes nothing.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for another user's profile, 400 {@code M_INVALID_PARAM} for a name
     *                         of more than 256 or an avatar of more than 1000 characters, 400
     *                         {@code M_PROFILE_TOO_LARGE} if the profile would be more than 64 KiB, 429
     *                         {@code M_LIMIT_EXCEEDED} as a name or avatar counts as one message
     */
    public void put(Requester requester, UserId user, String key, JsonNode value) {
        refuseOthers(requester, user);
        checkKey(key);
        checkType(key, value);
        Map<String, JsonNode> profile = storage.read(snapshot -> snapshot.ofAccounts().profile(user));
        if (value.equals(profile.get(key))) {
            return;
        }
        ObjectNode next = JsonTree.object();
        next.setAll(profile);
        next.set(key, value);
        if (JsonTree.write(next).getBytes(StandardCharsets.UTF_8).length > LARGEST_PROFILE) {
            throw new MatrixException(ErrorCode.PROFILE_TOO_LARGE, "A profile has at most 64 KiB.");
        }
        if (ShowProfile.FIELDS.contains(key)) {
            checkLength(key, value.textValue());
            limits.take(Limiter.MESSAGE, requester);
        }
        storage.write(List.of(new Change.ProfileFieldSet(user, key, value)));
        showIfShown(requester, key);
    }

    /**
     * Removes a field; one that is not set stays so.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} for another user's profile
     */
    public void delete(Requester requester, UserId user, String key) {
        refuseOthers(requester, user);
        checkKey(key);
        if (storage.read(snapshot -> snapshot.ofAccounts().profile(user)).containsKey(key)) {
            if (ShowProfile.FIELDS.contains(key)) {
                limits.take(Limiter.MESSAGE, requester);
            }
            storage.write(List.of(new Change.ProfileFieldRemoved(user, key)));
            showIfShown(requester, key);
        }
    }

    private void showIfShown(Requester requester, String key) {
        if (ShowProfile.FIELDS.contains(key)) {
            showProfile.everywhere(requester);
        }
    }

    private static void refuseOthers(Requester requester, UserId user) {
        if (!requester.user().equals(user)) {
            throw MatrixException.forbidden(requester.user() + " cannot change the profile of " + user + ".");
        }
    }

    private static void checkKey(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new MatrixException(ErrorCode.KEY_TOO_LARGE, "The name of a profile field has at most 255 bytes.");
        }
        if (!ShowProfile.FIELDS.contains(key) && !NAMESPACED.matcher(key).matches()) {
            throw MatrixException.invalidParam("'" + key + "' is no profile field: there are displayname, avatar_url "
                    + "and namespaced identifiers such as org.example.pronouns.");
        }
    }

    private static void checkType(String key, JsonNode value) {
        if ((ShowProfile.FIELDS.contains(key) || key.equals(TIME_ZONE)) && !value.isTextual()) {
            throw MatrixException.badJson("'" + key + "' must be a string.");
        }
    }

    /**
     * Checks a name or avatar that is to be shown in rooms.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if it is too long
     */
    public static void checkLength(String key, String value) {
        int longest = key.equals("displayname") ? LONGEST_NAME : LONGEST_URL;
        if (value.codePointCount(0, value.length()) > longest) {
            throw MatrixException.invalidParam("'" + key + "' has at most " + longest + " characters.");
        }
    }
}

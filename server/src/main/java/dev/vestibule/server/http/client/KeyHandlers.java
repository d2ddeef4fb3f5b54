package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.device.ClaimKeys;
import dev.vestibule.server.device.CrossSigning;
import dev.vestibule.server.device.Keys;
import dev.vestibule.server.device.QueryKeys;
import dev.vestibule.server.device.SendToDevices;
import dev.vestibule.server.device.SignKeys;
import dev.vestibule.server.device.UploadKeys;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.KeyRoute;
import dev.vestibule.server.sync.KeyChanges;
import dev.vestibule.server.view.StreamToken;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoints by which devices send messages to each other, and upload, find and take keys.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#end-to-end-encryption">End-to-end encryption</a>
 */
public record KeyHandlers(SendToDevices sendToDevices, UploadKeys uploadKeys, QueryKeys queryKeys, ClaimKeys claimKeys,
        KeyChanges keyChanges, CrossSigning crossSigning, SignKeys signKeys, InteractiveAuth auth,
        PasswordStage password) {
    private static final String ONE_TIME_KEYS = "one_time_keys";

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(KeyRoute.SEND_TO_DEVICE, this::send).bind(KeyRoute.KEYS_UPLOAD, this::upload)
                .bind(KeyRoute.KEYS_QUERY, this::query).bind(KeyRoute.KEYS_CLAIM, this::claim)
                .bind(KeyRoute.KEYS_CHANGES, this::changes)
                .bind(KeyRoute.DEVICE_SIGNING_UPLOAD, this::uploadCrossSigningKeys)
                .bind(KeyRoute.SIGNATURES_UPLOAD,
                        call -> Answer.ok(signKeys.sign(call.requester().user(), byUser(call.body().tree()))));
    }

    private Answer send(Call call) {
        sendToDevices.send(call.requester(), call.path("eventType"), byUser(call.body().object("messages")));
        return Answer.empty();
    }

    private Answer upload(Call call) {
        JsonBody body = call.body();
        UploadKeys.Upload upload = new UploadKeys.Upload(body.optionalObject("device_keys"),
                body.optionalObject(ONE_TIME_KEYS), body.optionalObject("fallback_keys"));
        return Answer.ok(JsonTree.object().set("one_time_key_counts",
                Keys.counts(uploadKeys.upload(call.requester(), upload))));
    }

    private Answer query(Call call) {
        Map<UserId, Set<String>> asked = new LinkedHashMap<>();
        call.body().object("device_keys").properties()
                .forEach(entry -> asked.put(userId(entry.getKey()), deviceIds(entry.getValue())));
        return Answer.ok(queryKeys.query(call.requester().user(), asked));
    }

    private Answer claim(Call call) {
        Map<UserId, Map<String, String>> asked = new LinkedHashMap<>();
        byUser(call.body().object(ONE_TIME_KEYS)).forEach((user, devices) -> {
            Map<String, String> algorithms = new LinkedHashMap<>();
            devices.properties().forEach(entry -> algorithms.put(entry.getKey(), text(entry.getValue())));
            asked.put(user, algorithms);
        });
        return Answer.ok(claimKeys.claim(asked));
    }

    private Answer changes(Call call) {
        String from = call.query("from").orElseThrow(() -> MatrixException.missingParam("from"));
        call.query("to").ifPresent(to -> StreamToken.parse("to", to));
        return Answer.ok(keyChanges.since(call.requester().user(), StreamToken.parse("from", from)));
    }

    /** Somebody who has keys already proves that it is they who put others in their place. */
    private Answer uploadCrossSigningKeys(Call call) {
        JsonBody body = call.body();
        UserId user = call.requester().user();
        CrossSigning.Upload upload = new CrossSigning.Upload(body.optionalObject("master_key"),
                body.optionalObject("self_signing_key"), body.optionalObject("user_signing_key"));
        Optional<ObjectNode> proof = body.optionalObject("auth");
        if (crossSigning.replaces(user, upload)) {
            Optional<ObjectNode> challenge = auth.challenge("replace the cross-signing keys of " + user,
                    password.of(user), proof);
            if (challenge.isPresent()) {
                return new Answer(401, challenge.get());
            }
        }
        crossSigning.upload(user, upload);
        auth.done(proof);
        return Answer.empty();
    }

    private static Map<UserId, ObjectNode> byUser(ObjectNode object) {
        Map<UserId, ObjectNode> users = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            if (!(entry.getValue() instanceof ObjectNode value)) {
                throw MatrixException.badJson("What stands under '" + entry.getKey() + "' must be an object.");
            }
            users.put(userId(entry.getKey()), value);
        });
        return users;
    }

    private static UserId userId(String text) {
        return JsonBody.parsed(text, UserId::parse);
    }

    private static Set<String> deviceIds(JsonNode devices) {
        if (!(devices instanceof ArrayNode array)) {
            throw MatrixException.badJson("The devices of each user must be an array of device IDs.");
        }
        Set<String> ids = new LinkedHashSet<>();
        array.forEach(device -> ids.add(text(device)));
        return ids;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw MatrixException.badJson("Device IDs and algorithms are strings.");
        }
        return node.textValue();
    }
}

package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.DeviceRequest;
import dev.vestibule.server.account.RegisterAccount;
import dev.vestibule.server.account.RegisterAccount.Registered;
import dev.vestibule.server.account.SharedSecret;
import dev.vestibule.server.account.UserType;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.client.SessionJson;
import dev.vestibule.server.http.route.AdminRoute;
import dev.vestibule.server.profile.Profiles;
import java.util.Optional;

/**
 * Registration by shared secret.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/register_api.html">Synapse's description</a>
 */
public final class AdminRegisterHandlers {
    private static final int MAX_LENGTH = 512;

    private final SharedSecret sharedSecret;
    private final RegisterAccount registerAccount;

    public AdminRegisterHandlers(SharedSecret sharedSecret, RegisterAccount registerAccount) {
        this.sharedSecret = sharedSecret;
        this.registerAccount = registerAccount;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminRoute.REGISTER_NONCE, this::nonce).bind(AdminRoute.REGISTER, this::register);
    }

    private Answer nonce(Call call) {
        return Answer.ok(JsonTree.object().put("nonce", sharedSecret.nonce()));
    }

    private Answer register(Call call) {
        JsonBody body = call.body();
        String nonce = given(body, "nonce").asText();
        sharedSecret.use(nonce);
        String username = text(body, "username");
        String password = text(body, "password");
        Optional<UserType> type = userType(body);
        String mac = body.optionalString("mac").orElseThrow(() -> missing("mac"));
        boolean admin = body.optionalBoolean("admin").orElse(false);
        sharedSecret.check(mac, nonce, username, password, admin, type.map(UserType::wire));
        DeviceRequest device = SessionJson.device(body);
        boolean inhibitLogin = body.optionalBoolean("inhibit_login").orElse(false);
        Registered registered = registerAccount.register(new RegisterAccount.Request(Optional.of(username), password,
                admin, type, body.optionalString("displayname").map(AdminRegisterHandlers::fitting),
                inhibitLogin ? Optional.empty() : Optional.of(device)));
        return Answer.ok(SessionJson.write(registered.user(), registered.session()));
    }

    /** Unlike elsewhere, what is missing is {@code M_BAD_JSON} here: so Synapse has it, and so tools expect it. */
    private static MatrixException missing(String key) {
        return MatrixException.badJson("'" + key + "' is missing.");
    }

    /** A {@code null} is not missing here, but wrong. */
    private static JsonNode given(JsonBody body, String key) {
        return Optional.ofNullable(body.tree().get(key)).orElseThrow(() -> missing(key));
    }

    private static Optional<UserType> userType(JsonBody body) {
        return body.has("user_type")
                ? Optional.of(UserType.parse(body.tree().path("user_type").asText()))
                : Optional.empty();
    }

    private static String text(JsonBody body, String key) {
        String text = given(body, key).textValue();
        if (text == null || text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The " + key + " is not one this server can use.");
        }
        return text;
    }

    /** The name goes into every member event of the user, which has a largest size. */
    private static String fitting(String displayName) {
        Profiles.checkLength("displayname", displayName);
        return displayName;
    }
}

package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.DeviceRequest;
import dev.vestibule.server.account.GuestAccounts;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.InteractiveAuth.Stage;
import dev.vestibule.server.account.RegisterAccount;
import dev.vestibule.server.account.RegisterAccount.Registered;
import dev.vestibule.server.account.Session;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import java.util.Optional;

/** Registration by clients. */
public final class RegisterHandlers {
    private static final String OPERATION = "register";

    private final RegisterAccount registerAccount;
    private final GuestAccounts guests;
    private final InteractiveAuth auth;
    private final Limits limits;
    private final boolean open;

    /** @param open whether anyone may register */
    public RegisterHandlers(RegisterAccount registerAccount, GuestAccounts guests, InteractiveAuth auth, Limits limits,
            boolean open) {
        this.registerAccount = registerAccount;
        this.guests = guests;
        this.auth = auth;
        this.limits = limits;
        this.open = open;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.REGISTER, this::register).bind(AccountRoute.REGISTER_AVAILABLE, this::available);
    }

    private Answer register(Call call) {
        checkOpen();
        return switch (call.query("kind").orElse("user")) {
            case "user" -> registerUser(call, call.body());
            case "guest" -> registerGuest(call, call.body());
            default -> throw MatrixException.invalidParam("'kind' must be 'user' or 'guest'.");
        };
    }

    /** Nothing of the body counts but what the device is called. */
    private Answer registerGuest(Call call, JsonBody body) {
        DeviceRequest device = new DeviceRequest(Optional.empty(),
                body.optionalString("initial_device_display_name"), false);
        limits.take(Limiter.REGISTRATION, call.remoteAddress());
        Session session = guests.make(device);
        return Answer.ok(SessionJson.write(session.user(), Optional.of(session)));
    }

    private Answer registerUser(Call call, JsonBody body) {
        Optional<String> username = body.optionalString("username");
        Optional<String> password = body.optionalString("password");
        DeviceRequest device = SessionJson.device(body);
        boolean inhibitLogin = body.optionalBoolean("inhibit_login").orElse(false);
        Optional<ObjectNode> proof = body.optionalObject("auth");
        // Only accounts count, not the questions on the way to one.
        limits.peek(Limiter.REGISTRATION, call.remoteAddress());
        Optional<UserId> guest = body.optionalString("guest_access_token").map(token -> guests.guest(token,
                username.orElseThrow(() -> MatrixException.missingParam("username"))));
        if (guest.isEmpty()) {
            username.ifPresent(registerAccount::available);
        }
        Optional<ObjectNode> challenge = auth.challenge(OPERATION, Stage.DUMMY, proof);
        if (challenge.isPresent()) {
            return new Answer(401, challenge.get());
        }
        RegisterAccount.Request request = new RegisterAccount.Request(username,
                password.orElseThrow(() -> MatrixException.missingParam("password")), false, Optional.empty(),
                Optional.empty(), inhibitLogin ? Optional.empty() : Optional.of(device));
        limits.take(Limiter.REGISTRATION, call.remoteAddress());
        Registered registered = guest.isPresent()
                ? guests.upgrade(guest.get(), request.password(), request.device())
                : registerAccount.register(request);
        auth.done(proof);
        return Answer.ok(SessionJson.write(registered.user(), registered.session()));
    }

    private Answer available(Call call) {
        checkOpen();
        registerAccount.available(call.query("username").orElseThrow(() -> MatrixException.missingParam("username")));
        return Answer.ok(JsonTree.object().put("available", true));
    }

    private void checkOpen() {
        if (!open) {
            throw MatrixException.forbidden("Registration is closed on this server.");
        }
    }
}

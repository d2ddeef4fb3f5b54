package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.identity;
import static dev.vestibule.server.http.route.Endpoint.identityHook;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;

/** The bundled identity server; bound only if it is on. */
public enum IdentityRoute implements Route {
    VERSIONS(identity(GET, "/versions", NONE, "get_matrixidentityversions")),
    STATUS(identity(GET, "/v2", NONE, "get_matrixidentityv2")),
    TERMS(identity(GET, "/v2/terms", NONE, "get_matrixidentityv2terms")),
    REGISTER(identity(POST, "/v2/account/register", OBJECT, "post_matrixidentityv2accountregister")),
    ACCOUNT(identity(GET, "/v2/account", NONE, "get_matrixidentityv2account")),
    LOG_OUT(identity(POST, "/v2/account/logout", OPTIONAL_OBJECT, "post_matrixidentityv2accountlogout")),
    HASH_DETAILS(identity(GET, "/v2/hash_details", NONE, "get_matrixidentityv2hash_details")),
    LOOKUP(identity(POST, "/v2/lookup", OBJECT, "post_matrixidentityv2lookup")),
    STORE_INVITE(identity(POST, "/v2/store-invite", OBJECT, "post_matrixidentityv2store-invite")),
    SIGN(identity(POST, "/v2/sign-ed25519", OBJECT, "post_matrixidentityv2sign-ed25519")),
    PUBLIC_KEY(identity(GET, "/v2/pubkey/{keyId}", NONE, "get_matrixidentityv2pubkeykeyid")),
    IS_VALID(identity(GET, "/v2/pubkey/isvalid", NONE, "get_matrixidentityv2pubkeyisvalid")),
    IS_EPHEMERAL_VALID(identity(GET, "/v2/pubkey/ephemeral/isvalid", NONE,
            "get_matrixidentityv2pubkeyephemeralisvalid")),

    // Instead of mails, and of time.
    BIND(identityHook(POST, "/bind", OBJECT)),
    UNBIND(identityHook(POST, "/unbind", OBJECT)),
    MAILBOX(identityHook(GET, "/mailbox", NONE)),
    ROTATE_KEYS(identityHook(POST, "/rotate_keys", OPTIONAL_OBJECT));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    IdentityRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}

package dev.vestibule.server.http.identity;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.OpenIdTokens;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.IdentityServers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Finds out for the bundled identity server who has an OpenID token: a user of this homeserver, or of another one on
 * this machine.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#get_matrixfederationv1openiduserinfo">userinfo</a>
 */
public final class OpenIdUsers {
    private final ServerName own;
    private final OpenIdTokens tokens;
    private final OutgoingHttp http;

    public OpenIdUsers(ServerName own, OpenIdTokens tokens, OutgoingHttp http) {
        this.own = own;
        this.tokens = tokens;
        this.http = http;
    }

    /**
     * Who has a token.
     *
     * @param homeserver the name of the homeserver that gave it
     * @throws MatrixException 401 {@code M_UNAUTHORIZED} if that cannot be found out, or the token is nobody's
     */
    UserId user(String homeserver, String token) {
        ServerName name;
        try {
            name = ServerName.parse(homeserver);
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'matrix_server_name' is wrong: " + malformed.getMessage());
        }
        if (name.equals(own)) {
            return tokens.owner(token).orElseThrow(() -> unauthorized("The OpenID token is not, or no longer, valid."));
        }
        if (!IdentityServers.isThisMachine(name.host())) {
            throw unauthorized("This identity server asks homeservers of this machine only, not " + name + ".");
        }
        UserId user = ask(name, token);
        if (!user.serverName().equals(name)) {
            throw unauthorized(name + " speaks for a user of another server.");
        }
        return user;
    }

    private UserId ask(ServerName homeserver, String token) {
        String url = "http://" + homeserver + "/_matrix/federation/v1/openid/userinfo?access_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        try {
            String body = http.ask(OutgoingHttp.to(url).build()).body();
            return UserId.parse(JsonTree.read(body).path("sub").asText(""));
        } catch (IOException | InvalidIdentifierException unusable) {
            // One sentence for all of them: who asks learns nothing of what else listens on this machine.
            throw unauthorized(homeserver + " does not tell whose the OpenID token is.");
        }
    }

    private static MatrixException unauthorized(String sentence) {
        return new MatrixException(ErrorCode.UNAUTHORIZED, sentence);
    }
}

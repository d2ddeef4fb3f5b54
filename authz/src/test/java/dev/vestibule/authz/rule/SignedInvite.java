package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;

/** What an identity server makes of a third-party invite, with real keys and signatures. */
final class SignedInvite {

    static final String TOKEN = "token1";
    static final SigningKey KEY = SigningKey.of("ed25519:0", "A".repeat(42) + "E");
    static final SigningKey OTHER_KEY = SigningKey.of("ed25519:0", "B".repeat(42) + "E");

    private static final ServerName IDENTITY_SERVER = ServerName.parse("id.example.org");

    private SignedInvite() {}

    /** The {@code signed} part for a user and a token, signed with a key. */
    static ObjectNode signed(UserId user, String token, SigningKey key) {
        ObjectNode signed = JsonTree.object().put("mxid", user.value()).put("token", token);
        key.sign(signed, IDENTITY_SERVER);
        return signed;
    }

    /** The content, beside the membership, of an invite that redeems a third-party invite. */
    static ObjectNode redeeming(ObjectNode signed) {
        ObjectNode content = JsonTree.object();
        content.putObject("third_party_invite").put("display_name", "b...@e...").set("signed", signed);
        return content;
    }
}

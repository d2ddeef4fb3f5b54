package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayName("signing with tables")
class TableSignerTest {

    private static final ServerName SERVER = ServerName.parse("localhost");

    @RepeatedTest(20)
    @DisplayName("gives the very bytes the JDK gives")
    void sameAsTheJdk() {
        SigningKey key = SigningKey.generate("ed25519:1", new SecureRandom());
        ObjectNode byTheJdk = JsonTree.object().put("type", "m.room.member").put("at", System.nanoTime());
        ObjectNode byTables = byTheJdk.deepCopy();
        key.sign(byTheJdk, SERVER);
        key.signingWith(new TableSigner()).sign(byTables, SERVER);
        assertThat(byTables).isEqualTo(byTheJdk);
    }

    @Test
    @DisplayName("gives the signature of the specification's test vector")
    void vector() {
        SigningKey key = SigningKey.of("ed25519:1", "YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1")
                .signingWith(new TableSigner());
        ObjectNode object = JsonTree.object();
        key.sign(object, ServerName.parse("domain"));
        assertThat(object.path("signatures").path("domain").path("ed25519:1").textValue()).isEqualTo(
                "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ");
    }
}

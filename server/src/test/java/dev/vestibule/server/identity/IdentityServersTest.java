package dev.vestibule.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityServersTest {
    private static final int OWN_PORT = 8008;

    @ParameterizedTest(name = "6.1.3 with {0} allowed, {1} is asked at {2}")
    @CsvSource({"id.example,      id.example,      https://id.example",
            "id.example,      ID.Example,      https://ID.Example",
            "ID.EXAMPLE,      id.example,      https://id.example",
            "id.example,      id.example:443,  https://id.example:443",
            "id.example:443,  id.example,      https://id.example",
            "id.example:8448, Id.example:8448, https://Id.example:8448",
            "localhost:8090,  LOCALHOST:8090,  http://LOCALHOST:8090",
            "localhost,       localhost:80,    http://localhost:80",
            "[::1]:8090,      [0:0::1]:8090,   http://[0:0::1]:8090",
            "other.example,   127.0.0.1:8008,  http://127.0.0.1:8008"})
    void asked(String allowed, String name, String base) {
        assertThat(servers(allowed).base(ServerName.parse(name))).hasToString(base);
    }

    @ParameterizedTest(name = "6.1.3 with {0} allowed, {1} is not asked")
    @CsvSource({"id.example, other.example", "id.example, id.example:8448", "id.example:8448, id.example",
            "localhost:8090, localhost:443", "id.example, 127.0.0.1:8009", "id.example, [::2]:8008",
            "id.example, 127.999.0.1:8008", "id.example, 127.0.0.256:8008", "id.example, localhost:99999"})
    void notAsked(String allowed, String name) {
        assertRefused(() -> servers(allowed).base(ServerName.parse(name)), "--identity-servers");
    }

    @ParameterizedTest(name = "6.4.1 with {0} allowed, keys are asked for at {1}")
    @CsvSource({"id.example, https://id.example/valid", "id.example, HTTPS://ID.example:443/valid",
            "localhost:8090, http://localhost:8090/valid", "localhost:8090, https://localhost:8090/valid",
            "id.example, http://127.0.0.1:8008/valid"})
    void askedForKeys(String allowed, String url) {
        assertThatNoException().isThrownBy(() -> servers(allowed).refuseUntrusted(URI.create(url)));
    }

    @ParameterizedTest(name = "6.4.1 with {0} allowed, keys are not asked for at {1}: {2}")
    @CsvSource({"id.example, http://id.example/valid, plain HTTP", "id.example, https://other.example/, other.example",
            "id.example, https://id.example:80/, id.example:80", "id.example, ftp://id.example/, id.example",
            "id.example, mailto:id.example, mailto", "id.example, https://user@id.example/, user@id.example"})
    void notAskedForKeys(String allowed, String url, String said) {
        assertRefused(() -> servers(allowed).refuseUntrusted(URI.create(url)), said);
    }

    @ParameterizedTest(name = "6.1.3 {0} cannot be named as one that may be asked")
    @ValueSource(strings = {"127.999.0.1", "127.0.0.256:8090", "id.example:99999"})
    void notAskable(String name) {
        assertThatExceptionOfType(InvalidIdentifierException.class)
                .isThrownBy(() -> IdentityServers.askable(ServerName.parse(name))).withMessageContaining(name);
    }

    private static IdentityServers servers(String allowed) {
        return new IdentityServers(Set.of(ServerName.parse(allowed)), true, () -> OWN_PORT);
    }

    private static void assertRefused(Runnable question, String said) {
        assertThatExceptionOfType(MatrixException.class).isThrownBy(question::run).withMessageContaining(said)
                .extracting(MatrixException::code).isEqualTo(ErrorCode.SERVER_NOT_TRUSTED);
    }
}

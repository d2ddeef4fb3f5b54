package dev.vestibule.server.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An identity server over HTTPS, with a certificate that the JDK does not know. */
class CertificateAuthoritiesTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("6.1.3 its certificate is believed when it was named, and only then")
    void named() throws Exception {
        Path store = directory.resolve("store.p12");
        Path certificate = directory.resolve("certificate.pem");
        keytool("-genkeypair", "-alias", "me", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
                "-storetype", "PKCS12", "-keystore", store.toString());
        keytool("-exportcert", "-rfc", "-alias", "me", "-keystore", store.toString(), "-file",
                certificate.toString());
        HttpsServer server = serve(store);
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("https://localhost:" + server.getAddress().getPort() + "/")).build();
        try (OutgoingHttp trusting = new OutgoingHttp(Optional.of(CertificateAuthorities.with(certificate)));
                OutgoingHttp other = new OutgoingHttp(Optional.empty())) {
            assertThat(trusting.ask(request).statusCode()).isEqualTo(204);
            assertThatThrownBy(() -> other.ask(request)).isInstanceOf(SSLException.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("6.1.3 a file without a certificate is refused")
    void malformed() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "no certificate");
        assertThatThrownBy(() -> CertificateAuthorities.with(empty)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> CertificateAuthorities.with(nonsense)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> CertificateAuthorities.with(directory.resolve("none.pem")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static HttpsServer serve(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
    }
}

package dev.vestibule.server.http.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are believed beside those the JDK believes. */
public final class CertificateAuthorities {
    private CertificateAuthorities() {}

    /**
     * Believes the certificates of a file as well.
     *
     * @param file X.509 certificates in PEM
     * @throws IOException if it cannot be read, or holds no certificate
     */
    public static SSLContext with(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate known : trustManager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("known" + number++, known);
            }
            for (Certificate more : certificates) {
                store.setCertificateEntry("more" + number++, more);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{trustManager(store)}, null);
            return context;
        } catch (GeneralSecurityException malformed) {
            throw new IOException(file + " holds no certificate that can be read", malformed);
        }
    }

    /** @param store null for the JDK's own */
    private static X509TrustManager trustManager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}

package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.storage.StorageLocation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that can be chosen about a server.
 *
 * @param bind         the address to listen on
 * @param port         the port to listen on; 0 for any free one
 * @param serverName   what stands behind the colon of every ID this server makes
 * @param storage      where it keeps what it stores
 * @param registration who may make an account
 * @param sharedSecret the secret by which tools make accounts; empty if they cannot
 * @param limits       how often users may do what
 * @param identity     which identity servers there are
 */
public record ServerConfig(String bind, int port, ServerName serverName, StorageLocation storage,
        Registration registration, Optional<String> sharedSecret, LimitSettings limits, IdentityConfig identity) {
    /** Who may make an account through the client-server API. */
    public enum Registration {
        /** Anyone. */
        OPEN,
        /** Nobody. */
        CLOSED
    }

    public ServerConfig {
        Objects.requireNonNull(bind, "bind");
        Objects.requireNonNull(serverName, "serverName");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(registration, "registration");
        Objects.requireNonNull(sharedSecret, "sharedSecret");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(identity, "identity");
    }

    /** What tests and tools want: in memory, on a free port of this machine, open to everyone, without limits. */
    public static ServerConfig inMemory() {
        return new ServerConfig("127.0.0.1", 0, ServerName.parse("localhost"), new StorageLocation.InMemory(),
                Registration.OPEN, Optional.empty(), LimitSettings.off(),
                IdentityConfig.NONE);
    }

    /** The same with a shared secret. */
    public ServerConfig withSharedSecret(String secret) {
        return new ServerConfig(bind, port, serverName, storage, registration, Optional.of(secret), limits,
                identity);
    }

    /** The same with another decision about who may make an account. */
    public ServerConfig withRegistration(Registration other) {
        return new ServerConfig(bind, port, serverName, storage, other, sharedSecret, limits,
                identity);
    }

    /** The same with another place for what it stores. */
    public ServerConfig withStorage(StorageLocation other) {
        return new ServerConfig(bind, port, serverName, other, registration, sharedSecret, limits,
                identity);
    }

    /** The same with other limits. */
    public ServerConfig withLimits(LimitSettings others) {
        return new ServerConfig(bind, port, serverName, storage, registration, sharedSecret, others,
                identity);
    }

    /** The same with other identity servers. */
    public ServerConfig withIdentity(IdentityConfig other) {
        return new ServerConfig(bind, port, serverName, storage, registration, sharedSecret, limits, other);
    }

    /** Whether other machines can reach a server that listens at this address; a name that nobody knows leads nowhere. */
    boolean isReachableFromElsewhere() {
        try {
            return !InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }

    /** Leaves the secret out, so that it ends up in no log. */
    @Override
    public String toString() {
        return serverName + " on " + bind + ":" + port;
    }
}

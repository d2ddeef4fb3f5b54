package dev.vestibule.server;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.ServerConfig.Registration;
import dev.vestibule.server.account.Usernames;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.identity.CertificateAuthorities;
import dev.vestibule.server.identity.IdentityServers;
import dev.vestibule.server.limit.LimitFile;
import dev.vestibule.server.limit.LimitFileException;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.storage.StorageLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of the command line. Each can come from an environment variable as well. */
final class Options {
    /** Whether something is there. */
    enum Switch {
        ON, OFF
    }

    /** How much is logged. */
    enum LogLevel {
        ERROR, WARN, INFO, DEBUG, TRACE
    }

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "${env:VESTIBULE_PORT:-8008}",
            description = "The port to listen on; 0 takes a free one. Default 8008. [VESTIBULE_PORT]")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "${env:VESTIBULE_BIND:-127.0.0.1}",
            description = "The address to listen on. Default 127.0.0.1. [VESTIBULE_BIND]")
    private String bind;

    @Option(names = "--server-name", paramLabel = "NAME", defaultValue = "${env:VESTIBULE_SERVER_NAME:-localhost}",
            description = "What stands behind the colon of every ID made here. Default localhost. "
                    + "[VESTIBULE_SERVER_NAME]")
    private String serverName;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "${env:VESTIBULE_DATA:-./vestibule-data}",
            description = "The directory everything is stored in. Default ./vestibule-data. [VESTIBULE_DATA]")
    private Path data;

    @Option(names = "--in-memory", defaultValue = "${env:VESTIBULE_IN_MEMORY:-false}",
            description = "Store everything in memory only: gone when the server stops. [VESTIBULE_IN_MEMORY]")
    private boolean inMemory;

    @Option(names = "--registration", paramLabel = "open|closed", defaultValue = "${env:VESTIBULE_REGISTRATION}",
            description = "Whether anyone may make an account. Default open when only this machine can reach the "
                    + "server, else closed. [VESTIBULE_REGISTRATION]")
    private Registration registration;

    @Option(names = "--registration-shared-secret", paramLabel = "SECRET",
            defaultValue = "${env:VESTIBULE_REGISTRATION_SHARED_SECRET}",
            description = "Let tools that know the secret make accounts, administrators too. Better given by the "
                    + "environment, where other users of the machine cannot read it. "
                    + "[VESTIBULE_REGISTRATION_SHARED_SECRET]")
    private String sharedSecret;

    @Option(names = "--rate-limits", paramLabel = "auto|off|synapse|FILE",
            defaultValue = "${env:VESTIBULE_RATE_LIMITS:-auto}",
            description = "Rate limits: none, Synapse's defaults, or what a YAML file says in the keys of Synapse's "
                    + "configuration. Default auto: off when only this machine can reach the server, else synapse. "
                    + "[VESTIBULE_RATE_LIMITS]")
    private String rateLimits;

    @Option(names = "--identity-server", paramLabel = "on|off",
            defaultValue = "${env:VESTIBULE_IDENTITY_SERVER:-off}",
            description = "Be an identity server as well, for invites by e-mail address without any mail: for tests, as "
                    + "it believes whoever says that an address is theirs. Default off. [VESTIBULE_IDENTITY_SERVER]")
    private Switch identityServer;

    @Option(names = "--identity-servers", paramLabel = "HOST[:PORT],...", split = ",",
            defaultValue = "${env:VESTIBULE_IDENTITY_SERVERS}",
            description = "The identity servers that may be asked, over HTTPS unless they are on this machine. Default "
                    + "none but the one of --identity-server. [VESTIBULE_IDENTITY_SERVERS]")
    private List<String> identityServers;

    @Option(names = "--identity-ca", paramLabel = "FILE", defaultValue = "${env:VESTIBULE_IDENTITY_CA}",
            description = "Certificates, in PEM, that identity servers may be certified by, beside those Java knows. "
                    + "[VESTIBULE_IDENTITY_CA]")
    private Path identityCa;

    @Option(names = "--admin", paramLabel = "NAME", defaultValue = "${env:VESTIBULE_ADMIN}",
            description = "Make an administrator of this name if there is no such account, and print its password, this "
                    + "once. An account that is there is left as it is, whether or not it is an administrator. "
                    + "[VESTIBULE_ADMIN]")
    private String admin;

    @Option(names = "--log-level", paramLabel = "LEVEL", defaultValue = "${env:VESTIBULE_LOG_LEVEL:-info}",
            description = "error, warn, info, debug (a line for each request) or trace. Default info. "
                    + "[VESTIBULE_LOG_LEVEL]")
    private LogLevel logLevel;

    LogLevel logLevel() {
        return logLevel;
    }

    /** @throws ParameterException if an option has a value it cannot have */
    ServerConfig config(CommandLine commandLine) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(commandLine, "--port must be from 0 to 65535, not " + port + ".");
        }
        if (sharedSecret != null && sharedSecret.isBlank()) {
            throw new ParameterException(commandLine, "--registration-shared-secret must not be blank.");
        }
        return new ServerConfig(bind, port, name(commandLine),
                inMemory ? new StorageLocation.InMemory() : new StorageLocation.H2Directory(data),
                registration(), Optional.ofNullable(sharedSecret), limits(commandLine), identity(commandLine));
    }

    private IdentityConfig identity(CommandLine commandLine) {
        Set<ServerName> allowed = new LinkedHashSet<>();
        for (String name : identityServers == null ? List.<String>of() : identityServers) {
            try {
                allowed.add(IdentityServers.askable(ServerName.parse(name.strip())));
            } catch (InvalidIdentifierException invalid) {
                throw new ParameterException(commandLine, "--identity-servers is wrong: " + invalid.getMessage(),
                        invalid);
            }
        }
        return new IdentityConfig(identityServer == Switch.ON, allowed,
                Optional.ofNullable(identityCa).map(file -> trust(commandLine, file)));
    }

    private static SSLContext trust(CommandLine commandLine, Path file) {
        try {
            return CertificateAuthorities.with(file);
        } catch (NoSuchFileException missing) {
            throw new ParameterException(commandLine, "--identity-ca: there is no file " + file + ".", missing);
        } catch (IOException unusable) {
            throw new ParameterException(commandLine, "--identity-ca: " + unusable.getMessage() + ".", unusable);
        }
    }

    /**
     * The administrator who is to be there.
     *
     * @throws ParameterException if no account can have that name
     */
    Optional<UserId> admin(CommandLine commandLine) {
        try {
            return Optional.ofNullable(admin).map(new Usernames(name(commandLine))::forRegistration);
        } catch (MatrixException invalid) {
            throw new ParameterException(commandLine, "--admin is wrong: " + invalid.getMessage(), invalid);
        }
    }

    private ServerName name(CommandLine commandLine) {
        try {
            return ServerName.parse(serverName);
        } catch (InvalidIdentifierException invalid) {
            throw new ParameterException(commandLine, "--server-name is wrong: " + invalid.getMessage(), invalid);
        }
    }

    private Registration registration() {
        if (registration != null) {
            return registration;
        }
        return isForThisMachineAlone() ? Registration.OPEN : Registration.CLOSED;
    }

    private LimitSettings limits(CommandLine commandLine) {
        return switch (rateLimits) {
            case "auto" -> isForThisMachineAlone() ? LimitSettings.off() : LimitSettings.synapse();
            case "off" -> LimitSettings.off();
            case "synapse" -> LimitSettings.synapse();
            default -> limitsOfFile(commandLine);
        };
    }

    private LimitSettings limitsOfFile(CommandLine commandLine) {
        try {
            return LimitFile.read(Path.of(rateLimits));
        } catch (InvalidPathException | LimitFileException wrong) {
            throw new ParameterException(commandLine, "--rate-limits takes auto, off, synapse or a file: "
                    + wrong.getMessage(), wrong);
        }
    }

    private boolean isForThisMachineAlone() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            // Listening will fail on the same address, and say so.
            return false;
        }
    }

    String storageInWords() {
        return inMemory ? "nothing kept on disk" : "data in " + data;
    }
}

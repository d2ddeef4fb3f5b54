package dev.vestibule.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.ServerConfig.Registration;
import dev.vestibule.server.admin.FirstAdministrator.Outcome;
import dev.vestibule.server.http.ListenException;
import dev.vestibule.storage.StorageException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: starts a server and keeps it until the process is told to stop. */
@Command(name = "vestibule", versionProvider = ProductVersion.class, mixinStandardHelpOptions = true,
        sortOptions = false, usageHelpAutoWidth = true,
        description = "A Matrix homeserver for developers of Matrix clients and for conformance tests.", footer = {
                "", "Each option can also be given by the environment variable it names; the command line wins.",
                "Exit codes: 0 stopped as asked, 1 could not start, 2 wrong usage."})
public final class Main implements Callable<Integer> {
    private static final int COULD_NOT_START = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Options options;

    private Main() {}

    /** Starts a server from command line arguments and environment variables. */
    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .execute(arguments);
        System.exit(exitCode);
    }

    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        String message = wrong.getMessage();
        err.println("vestibule: " + message + (message.endsWith(".") ? "" : ".") + " Try --help.");
        return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() throws InterruptedException {
        ((Logger) LoggerFactory.getLogger("dev.vestibule")).setLevel(Level.toLevel(options.logLevel().name()));
        ServerConfig config = options.config(spec.commandLine());
        Optional<UserId> admin = options.admin(spec.commandLine());
        VestibuleServer server;
        try {
            server = VestibuleServer.start(config);
        } catch (StorageException | ListenException impossible) {
            spec.commandLine().getErr().println("vestibule: " + impossible.getMessage());
            return COULD_NOT_START;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        announce(config, server, admin);
        new CountDownLatch(1).await();
        return 0;
    }

    /** Asked to stop by a signal, the JVM would end with 128 plus the signal's number, although nothing went wrong. */
    private static void stop(VestibuleServer server) {
        try {
            server.close();
        } catch (RuntimeException failure) {
            LoggerFactory.getLogger(Main.class).error("Stopping failed", failure);
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    private void announce(ServerConfig config, VestibuleServer server, Optional<UserId> admin) {
        // Before anything is said: whoever waits for the first line finds the account there.
        String whom = admin.map(name -> administrator(server.makeAdministrator(name)))
                .orElseGet(() -> firstUser(config, server.url()));
        if (config.identity().bundled() && config.isReachableFromElsewhere()) {
            spec.commandLine().getErr().println("vestibule: warning: the identity server believes everybody, and others"
                    + " than this machine can reach " + config.bind()
                    + ": whoever does can make any address theirs, and"
                    + " read the invites to it, at /_vestibule/identity. Leave --bind out, or --identity-server on.");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(ProductVersion.text() + " listens on " + server.url() + " (server name " + config.serverName()
                + ", " + options.storageInWords() + (config.limits().isOff() ? "" : ", with rate limits") + ")");
        out.println(whom);
        out.flush();
    }

    private static String administrator(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Made(UserId user, String password) -> "Made the administrator " + user
                    + " with the password " + password + " (shown this once: change it after the first login)";
            case Outcome.ThereAlready(UserId user) -> "The administrator " + user + " is there already, with the "
                    + "password it has.";
            case Outcome.NoAdministrator(UserId user) -> "No administrator was made: " + user
                    + " is there already and is none. Choose another name, or let an administrator make it one.";
        };
    }

    private static String firstUser(ServerConfig config, String url) {
        if (config.registration() == Registration.OPEN) {
            return "Make the first user: curl -d '{\"username\":\"alice\",\"password\":\"wonderland\","
                    + "\"auth\":{\"type\":\"m.login.dummy\"}}' " + url + "/_matrix/client/v3/register";
        }
        return config.sharedSecret().isPresent()
                ? "Make the first user: by shared secret, at " + url + "/_synapse/admin/v1/register"
                : "Registration is closed: to make users, start with --registration open or with "
                        + "--registration-shared-secret.";
    }
}

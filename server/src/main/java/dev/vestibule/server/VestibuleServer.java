package dev.vestibule.server;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.ServerConfig.Registration;
import dev.vestibule.server.account.AccessTokens;
import dev.vestibule.server.account.AccountData;
import dev.vestibule.server.account.Connections;
import dev.vestibule.server.account.Filters;
import dev.vestibule.server.account.GuestAccounts;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.LogIn;
import dev.vestibule.server.account.LoginTokens;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.account.Passwords;
import dev.vestibule.server.account.RateOverrides;
import dev.vestibule.server.account.RegisterAccount;
import dev.vestibule.server.account.Sessions;
import dev.vestibule.server.account.SharedSecret;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.admin.FirstAdministrator;
import dev.vestibule.server.http.HttpServer;
import dev.vestibule.server.http.ListenException;
import dev.vestibule.server.http.Pipeline;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.Transactions;
import dev.vestibule.server.http.admin.AdminRegisterHandlers;
import dev.vestibule.server.http.admin.RateOverrideHandlers;
import dev.vestibule.server.http.client.AccountDataHandlers;
import dev.vestibule.server.http.client.FilterHandlers;
import dev.vestibule.server.http.client.LoginHandlers;
import dev.vestibule.server.http.client.MediaHandlers;
import dev.vestibule.server.http.client.RegisterHandlers;
import dev.vestibule.server.http.client.ServerHandlers;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.server.media.ReadMedia;
import dev.vestibule.server.media.Thumbnails;
import dev.vestibule.server.media.UploadMedia;
import dev.vestibule.storage.Storage;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A running homeserver: the one place that says {@code new} and puts storage, use cases and HTTP together.
 *
 * <pre>{@code
 * try (VestibuleServer server = VestibuleServer.start(ServerConfig.inMemory())) {
 *     URI base = URI.create(server.url());
 * }
 * }</pre>
 */
public final class VestibuleServer implements AutoCloseable {
    private final Storage storage;
    private final SyncEndpoints sync;
    private final HttpServer http;
    private final IdentityEndpoints identity;
    private final WarmUp warmUp;
    private final Connections connections;
    private final FirstAdministrator firstAdministrator;

    private VestibuleServer(Storage storage, SyncEndpoints sync, HttpServer http, IdentityEndpoints identity,
            WarmUp warmUp, Connections connections, FirstAdministrator firstAdministrator) {
        this.storage = storage;
        this.sync = sync;
        this.http = http;
        this.identity = identity;
        this.warmUp = warmUp;
        this.connections = connections;
        this.firstAdministrator = firstAdministrator;
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @throws dev.vestibule.storage.StorageException if its storage cannot be opened
     * @throws ListenException                        if it cannot listen where it should
     */
    public static VestibuleServer start(ServerConfig config) {
        return start(config, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Starts a server with its own time and chance.
     *
     * @param random cryptographically strong, unless for a test
     * @throws dev.vestibule.storage.StorageException if its storage cannot be opened
     * @throws ListenException                        if it cannot listen where it should
     */
    public static VestibuleServer start(ServerConfig config, Clock clock, SecureRandom random) {
        // Opening the storage and starting to listen take about as long: done at the same time, they take half of it.
        CompletableFuture<HttpServer> listening = CompletableFuture
                .supplyAsync(() -> HttpServer.listen(config.bind(), config.port(), clock, random));
        Optional<Storage> opened = Optional.empty();
        try {
            Storage storage = Storage.open(config.storage(), config.serverName(), clock);
            opened = Optional.of(storage);
            SyncEndpoints sync = new SyncEndpoints(storage, clock);
            Connections connections = new Connections(storage, clock);
            IdentityEndpoints identity = new IdentityEndpoints(config, clock, random, () -> result(listening).port());
            Pipeline pipeline = wire(config, clock, random, storage, sync, connections, identity);
            HttpServer http = result(listening);
            http.serve(pipeline);
            return new VestibuleServer(storage, sync, http, identity, new WarmUp(storage, config.serverName()),
                    connections, new FirstAdministrator(storage, new Passwords(random), random));
        } catch (RuntimeException failure) {
            listening.thenAccept(HttpServer::close).exceptionally(_ -> null).join();
            opened.ifPresent(Storage::close);
            throw failure;
        }
    }

    private static HttpServer result(CompletableFuture<HttpServer> listening) {
        try {
            return listening.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof ListenException impossible ? impossible : failed;
        }
    }

    private static Pipeline wire(ServerConfig config, Clock clock, SecureRandom random, Storage storage,
            SyncEndpoints sync, Connections connections, IdentityEndpoints identity) {
        AccessTokens tokens = new AccessTokens(storage, random, clock);
        Sessions sessions = new Sessions(storage, tokens, random, clock);
        Passwords passwords = new Passwords(random);
        RegisterAccount register = new RegisterAccount(storage, passwords, sessions, config.serverName(), random);

        Limits limits = new Limits(config.limits(), clock);
        InteractiveAuth auth = new InteractiveAuth(random, clock);
        LoginTokens loginTokens = new LoginTokens(random, clock);

        UserLocks locks = new UserLocks();
        Routes.Binder routes = Routes.binder();
        new ServerHandlers(config.identity().bundled()).bind(routes);
        new LoginHandlers(new LogIn(storage, passwords, sessions, loginTokens, config.serverName(), limits), sessions)
                .bind(routes);
        new SessionEndpoints(config.serverName(), storage, passwords, sessions, register, loginTokens, auth,
                new PasswordStage(storage, passwords, config.serverName(), limits)).bind(routes);
        new RegisterHandlers(register,
                new GuestAccounts(storage, sessions, tokens, passwords, config.serverName(), random),
                auth, limits, config.registration() == Registration.OPEN).bind(routes);
        new AccountDataHandlers(new AccountData(storage, locks)).bind(routes);
        new FilterHandlers(new Filters(storage)).bind(routes);
        new AdminRegisterHandlers(new SharedSecret(config.sharedSecret(), random, clock), register).bind(routes);

        new MediaHandlers(new UploadMedia(storage, config.serverName(), random),
                new ReadMedia(storage, config.serverName()), new Thumbnails()).bind(routes);
        new RateOverrideHandlers(new RateOverrides(storage), config.serverName()).bind(routes);

        RoomEndpoints rooms = new RoomEndpoints(config.serverName(), storage, clock, random, limits, identity,
                sync.presences());
        rooms.bind(routes, locks);
        new AccountEndpoints(config.serverName(), storage, passwords, auth, limits, rooms).bind(routes);
        sync.bind(routes, config.serverName(), auth,
                new PasswordStage(storage, passwords, config.serverName(), limits), locks);

        Transactions transactions = new Transactions(
                key -> storage.read(snapshot -> snapshot.ofAccounts().transaction(key)));
        return new Pipeline(routes.complete(), tokens::requester, transactions, connections::used);
    }

    /** Where the server is reached, without a slash at the end: {@code http://127.0.0.1:8008}. */
    public String url() {
        return http.url();
    }

    /**
     * Makes an administrator with a password made up for them, unless there is an account of that name.
     *
     * @param user one of this server's users
     */
    public FirstAdministrator.Outcome makeAdministrator(UserId user) {
        return firstAdministrator.make(user);
    }

    /** Stops: answers what is being asked, waiting syncs with nothing new, then closes the storage. */
    @Override
    public void close() {
        sync.close();
        http.close();
        warmUp.close();
        connections.close();
        identity.close();
        storage.close();
    }
}

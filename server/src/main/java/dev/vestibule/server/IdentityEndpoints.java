package dev.vestibule.server;

import dev.vestibule.identity.IdentityServer;
import dev.vestibule.server.account.OpenIdTokens;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.client.OpenIdHandlers;
import dev.vestibule.server.http.federation.FederationHandlers;
import dev.vestibule.server.http.identity.BindNotices;
import dev.vestibule.server.http.identity.HttpIdentityService;
import dev.vestibule.server.http.identity.IdentityHandlers;
import dev.vestibule.server.http.identity.IdentityHookHandlers;
import dev.vestibule.server.http.identity.OpenIdUsers;
import dev.vestibule.server.http.identity.OutgoingHttp;
import dev.vestibule.server.http.route.IdentityRoute;
import dev.vestibule.server.identity.IdentityServers;
import dev.vestibule.server.identity.IdentityService;
import dev.vestibule.server.identity.KeyValidity;
import dev.vestibule.server.identity.Patience;
import dev.vestibule.server.room.AcceptBindNotice;
import dev.vestibule.server.room.ResolveAddress;
import dev.vestibule.server.room.ThirdPartyInvites;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StorageLocation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Puts together all that has to do with identity servers: asking them, and the bundled one. */
final class IdentityEndpoints implements AutoCloseable {
    private final ServerConfig config;
    private final OutgoingHttp http;
    private final IdentityServers servers;
    private final IdentityService service;
    private final Patience patience;
    private final OpenIdTokens openIdTokens;
    private final Optional<IdentityServer> bundled;

    /** @param ownPort the port this server listens on */
    IdentityEndpoints(ServerConfig config, Clock clock, SecureRandom random, IntSupplier ownPort) {
        this.config = config;
        this.http = new OutgoingHttp(config.identity().trust());
        this.servers = new IdentityServers(config.identity().allowed(), config.identity().bundled(), ownPort);
        this.service = new HttpIdentityService(http);
        this.patience = new Patience(config.identity().patience(), System::nanoTime);
        this.openIdTokens = new OpenIdTokens(random, clock);
        this.bundled = config.identity().bundled() ? Optional.of(open(config, clock, random)) : Optional.empty();
    }

    private static IdentityServer open(ServerConfig config, Clock clock, SecureRandom random) {
        return switch (config.storage()) {
            case StorageLocation.H2Directory(var directory) ->
                IdentityServer.in(directory, config.serverName(), random, clock);
            case StorageLocation.InMemory _,StorageLocation.Jdbc _ ->
                IdentityServer.inMemory(config.serverName(), random, clock);
        };
    }

    ResolveAddress resolveAddress() {
        return new ResolveAddress(servers, service, patience);
    }

    ThirdPartyInvites thirdPartyInvites(Storage storage) {
        return new ThirdPartyInvites(storage, new KeyValidity(servers, service), patience);
    }

    /** Adds their handlers. */
    void bind(Routes.Binder routes, AcceptBindNotice acceptBindNotice) {
        new OpenIdHandlers(openIdTokens, config.serverName()).bind(routes);
        new FederationHandlers(config.serverName(), openIdTokens, acceptBindNotice).bind(routes);
        bundled.ifPresentOrElse(identity -> {
            new IdentityHandlers(identity, new OpenIdUsers(config.serverName(), openIdTokens, http)).bind(routes);
            new IdentityHookHandlers(identity, config.serverName(),
                    new BindNotices(config.serverName(), acceptBindNotice, http)).bind(routes);
        }, () -> routes.leaveOut(IdentityRoute.values()));
    }

    @Override
    public void close() {
        http.close();
        bundled.ifPresent(IdentityServer::close);
    }
}

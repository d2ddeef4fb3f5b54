package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.account.Passwords;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.admin.DeactivateAccount;
import dev.vestibule.server.admin.ModerateAccount;
import dev.vestibule.server.admin.PutAccount;
import dev.vestibule.server.admin.ReportContent;
import dev.vestibule.server.admin.ShowReports;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.admin.ShowReportsHandlers;
import dev.vestibule.server.http.admin.UserHandlers;
import dev.vestibule.server.http.admin.UserStatusHandlers;
import dev.vestibule.server.http.client.AbsentHandlers;
import dev.vestibule.server.http.client.DeactivateHandler;
import dev.vestibule.server.http.client.ModerationHandlers;
import dev.vestibule.server.http.client.ReportHandlers;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.Storage;

/** Puts together what administrators do to accounts, and how accounts end. */
final class AccountEndpoints {

    private final ServerName serverName;
    private final Storage storage;
    private final Passwords passwords;
    private final InteractiveAuth auth;
    private final Limits limits;
    private final RoomEndpoints rooms;

    AccountEndpoints(ServerName serverName, Storage storage, Passwords passwords, InteractiveAuth auth, Limits limits,
            RoomEndpoints rooms) {
        this.serverName = serverName;
        this.storage = storage;
        this.passwords = passwords;
        this.auth = auth;
        this.limits = limits;
        this.rooms = rooms;
    }

    /** Adds their handlers. */
    void bind(Routes.Binder routes) {
        Accounts accounts = new Accounts(storage, serverName);
        ModerateAccount moderate = new ModerateAccount(storage, accounts);
        DeactivateAccount deactivate = new DeactivateAccount(storage, rooms.leaveEverywhere());
        new UserHandlers(accounts, new PutAccount(storage, accounts, passwords, rooms.showProfile(), deactivate))
                .bind(routes);
        new UserStatusHandlers(accounts, moderate, deactivate).bind(routes);
        new ModerationHandlers(moderate).bind(routes);
        new ReportHandlers(new ReportContent(storage)).bind(routes);
        new ShowReportsHandlers(new ShowReports(storage)).bind(routes);
        new AbsentHandlers().bind(routes);
        new DeactivateHandler(deactivate, auth, new PasswordStage(storage, passwords, serverName, limits), limits)
                .bind(routes);
    }
}

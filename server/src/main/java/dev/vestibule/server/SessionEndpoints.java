package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.account.ChangePassword;
import dev.vestibule.server.account.Devices;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.LoginTokens;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.account.Passwords;
import dev.vestibule.server.account.RegisterAccount;
import dev.vestibule.server.account.Sessions;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.admin.ActAsUser;
import dev.vestibule.server.admin.UserRecords;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.admin.UserDeviceHandlers;
import dev.vestibule.server.http.admin.UserRecordHandlers;
import dev.vestibule.server.http.admin.UserSessionHandlers;
import dev.vestibule.server.http.client.DeviceHandlers;
import dev.vestibule.server.http.client.PasswordHandlers;
import dev.vestibule.server.http.client.RefreshHandler;
import dev.vestibule.server.http.client.WhoisHandler;
import dev.vestibule.storage.Storage;

/** Puts together what has to do with devices and the tokens and passwords by which they are used. */
record SessionEndpoints(ServerName serverName, Storage storage, Passwords passwords, Sessions sessions,
        RegisterAccount register, LoginTokens loginTokens, InteractiveAuth auth, PasswordStage password) {

    /** Adds their handlers. */
    void bind(Routes.Binder routes) {
        Devices devices = new Devices(storage);
        ChangePassword changePassword = new ChangePassword(storage, passwords, loginTokens);
        new DeviceHandlers(devices, auth, password).bind(routes);
        new PasswordHandlers(changePassword, loginTokens, auth, password).bind(routes);
        new RefreshHandler(sessions).bind(routes);

        Accounts accounts = new Accounts(storage, serverName);
        new WhoisHandler(devices, accounts).bind(routes);
        new UserSessionHandlers(new ActAsUser(accounts, sessions), changePassword, accounts, register,
                ProductVersion.text()).bind(routes);
        new UserDeviceHandlers(devices, accounts).bind(routes);
        new UserRecordHandlers(new UserRecords(storage, accounts)).bind(routes);
    }
}

package dev.vestibule.server.http.client;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.AccountData;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;
import java.util.Optional;

/** What clients keep with an account. */
public final class AccountDataHandlers {
    private static final String USER_ID = "userId";
    private static final String TYPE = "type";

    private final AccountData accountData;

    public AccountDataHandlers(AccountData accountData) {
        this.accountData = accountData;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.ACCOUNT_DATA_PUT, call -> set(call, Optional.empty()))
                .bind(AccountRoute.ACCOUNT_DATA, call -> get(call, Optional.empty()))
                .bind(AccountRoute.ROOM_ACCOUNT_DATA_PUT, call -> set(call, Optional.of(call.roomId())))
                .bind(AccountRoute.ROOM_ACCOUNT_DATA, call -> get(call, Optional.of(call.roomId())));
    }

    private Answer set(Call call, Optional<RoomId> room) {
        accountData.set(call.requester(), call.userId(USER_ID), room, call.path(TYPE), call.body().tree());
        return Answer.empty();
    }

    private Answer get(Call call, Optional<RoomId> room) {
        return Answer.ok(accountData.get(call.requester(), call.userId(USER_ID), room, call.path(TYPE)));
    }
}

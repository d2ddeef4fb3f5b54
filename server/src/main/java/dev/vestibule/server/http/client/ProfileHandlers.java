package dev.vestibule.server.http.client;

import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.ProfileRoute;
import dev.vestibule.server.profile.Profiles;
import dev.vestibule.storage.AccountFlag;

/**
 * The endpoints that read and change profiles.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#profiles">profiles</a>
 */
public record ProfileHandlers(Profiles profiles) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(ProfileRoute.PROFILE, this::profile).bind(ProfileRoute.PROFILE_FIELD, this::field)
                .bind(ProfileRoute.PROFILE_FIELD_PUT, this::put).bind(ProfileRoute.PROFILE_FIELD_DELETE, this::delete);
    }

    private Answer profile(Call call) {
        return Answer.ok(profiles.read(call.userId("userId")));
    }

    private Answer field(Call call) {
        return Answer.ok(profiles.read(call.userId("userId"), call.path("keyName")));
    }

    private Answer put(Call call) {
        String key = call.path("keyName");
        if (!call.body().has(key)) {
            throw MatrixException.missingParam(key);
        }
        refuseGuest(call.requester(), key);
        profiles.put(call.requester(), call.userId("userId"), key, call.body().tree().get(key));
        return Answer.empty();
    }

    private Answer delete(Call call) {
        refuseGuest(call.requester(), call.path("keyName"));
        profiles.delete(call.requester(), call.userId("userId"), call.path("keyName"));
        return Answer.empty();
    }

    private static void refuseGuest(Requester requester, String key) {
        if (requester.is(AccountFlag.GUEST) && !key.equals("displayname")) {
            throw new MatrixException(ErrorCode.GUEST_ACCESS_FORBIDDEN,
                    "Of their profile guests may change the display name alone.");
        }
    }
}

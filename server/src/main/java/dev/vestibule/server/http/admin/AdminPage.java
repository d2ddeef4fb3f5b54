package dev.vestibule.server.http.admin;

import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Call;
import java.util.Optional;

/** How much of a long list administrators get at once. */
final class AdminPage {
    private static final long STANDARD = 100;
    private static final long MOST = 10_000;

    private AdminPage() {}

    /**
     * How many entries the answer has at most: what is asked for, 100 if nothing is, and never more than 10,000.
     *
     * @throws MatrixException {@code M_INVALID_PARAM} if {@code limit} is no number, or less than 0
     */
    static int limit(Call call) {
        return limit(call.queryNumber("limit"));
    }

    static int limit(Optional<Long> asked) {
        return (int) Math.min(asked.orElse(STANDARD), MOST);
    }
}

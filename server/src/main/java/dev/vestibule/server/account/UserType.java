package dev.vestibule.server.account;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What an administrator may call an account. Nothing follows from it here but that accounts can be told apart.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's users</a>
 */
public enum UserType {
    BOT("bot"), SUPPORT("support");

    private final String wire;

    UserType(String wire) {
        this.wire = wire;
    }

    /** How it is written in JSON. */
    public String wire() {
        return wire;
    }

    /**
     * Reads how it is written in JSON.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if there is no such type
     */
    public static UserType parse(String text) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(text)).findFirst()
                .orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN, "There are no users of type '" + text
                        + "' on this server, only " + Arrays.stream(values()).map(UserType::wire)
                                .collect(Collectors.joining(" and "))
                        + "."));
    }
}

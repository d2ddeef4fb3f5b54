package dev.vestibule.storage;

import java.util.List;

/**
 * A part of the accounts that were looked for.
 *
 * @param total how many there are in all
 */
public record UserPage(List<UserSummary> users, long total) {
    public UserPage {
        users = List.copyOf(users);
    }
}

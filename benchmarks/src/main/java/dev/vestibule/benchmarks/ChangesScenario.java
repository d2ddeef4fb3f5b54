package dev.vestibule.benchmarks;

import java.util.List;

/**
 * Clients that join and leave, over and over, as fast as the server answers them.
 *
 * @param rooms what the table calls it
 * @param movers the user of each client
 * @param roomIds the room of each client; the same one many times if all are in one
 * @param keeper a user joined to all the rooms, so that none is ever left by everybody
 */
record ChangesScenario(String rooms, List<User> movers, List<String> roomIds, User keeper) {

    int clients() {
        return movers.size();
    }
}

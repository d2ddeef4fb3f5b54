package dev.vestibule.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The users of one run and the filling of rooms with them: registered when first asked for, over several connections at
 * once, because filling a room with thousands of members is most of the time of a run and none of its result.
 */
final class Population {

    private final HomeserverUrl url;
    private final Registration registration;
    private final int connections;
    private final String localpartPrefix;
    private final TimeBudget budget;
    private final List<User> users = new ArrayList<>();

    /**
     * @param connections how many requests are under way at once while filling
     * @param localpartPrefix starts every localpart, so that one server can be measured twice
     */
    Population(HomeserverUrl url, Registration registration, int connections, String localpartPrefix,
            TimeBudget budget) {
        this.url = url;
        this.registration = registration;
        this.connections = connections;
        this.localpartPrefix = localpartPrefix;
        this.budget = budget;
    }

    /** The first {@code count} users, always the same ones in the same order. */
    List<User> first(int count) {
        int have = users.size();
        if (count > have) {
            users.addAll(
                    inParallel(count - have, i -> api -> api.register(registration, localpartPrefix + (have + i))));
        }
        return List.copyOf(users.subList(0, count));
    }

    /** Makes public rooms, all by the same creator. */
    List<String> publicRooms(User creator, int count) {
        return inParallel(count, i -> api -> api.createPublicRoom(creator));
    }

    /** Joins all the users to the room. */
    void joinAll(List<User> members, String roomId) {
        inParallel(members.size(), i -> api -> api.call(api.joinRequest(members.get(i), roomId)));
    }

    /** What is done over one of the connections. */
    @FunctionalInterface
    interface Step<T> {
        T over(ClientApi api);
    }

    private <T> List<T> inParallel(int count, IntFunction<Step<T>> steps) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            List<Future<List<Numbered<T>>>> parts = new ArrayList<>();
            for (int c = 0; c < Math.min(connections, count); c++) {
                parts.add(threads.submit(() -> {
                    List<Numbered<T>> mine = new ArrayList<>();
                    try (ClientApi api = new ClientApi(url)) {
                        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                            budget.check();
                            mine.add(new Numbered<>(i, steps.apply(i).over(api)));
                        }
                    } catch (RuntimeException e) {
                        next.set(count);
                        throw e;
                    }
                    return mine;
                }));
            }
            List<Numbered<T>> all = new ArrayList<>(count);
            for (Future<List<Numbered<T>>> part : parts) {
                all.addAll(part.get());
            }
            return all.stream().sorted((a, b) -> Integer.compare(a.index(), b.index())).map(Numbered::value).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedAnswerException("Interrupted while filling the server");
        }
    }

    private record Numbered<T>(int index, T value) {}
}

package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.account.PushRules;
import dev.vestibule.server.account.Tags;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.device.ClaimKeys;
import dev.vestibule.server.device.CrossSigning;
import dev.vestibule.server.device.KeyBackups;
import dev.vestibule.server.device.QueryKeys;
import dev.vestibule.server.device.SendToDevices;
import dev.vestibule.server.device.SignKeys;
import dev.vestibule.server.device.UploadKeys;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.client.EventStreamHandlers;
import dev.vestibule.server.http.client.KeyBackupHandlers;
import dev.vestibule.server.http.client.KeyHandlers;
import dev.vestibule.server.http.client.LiveHandlers;
import dev.vestibule.server.http.client.NotificationHandlers;
import dev.vestibule.server.http.client.PushRuleHandlers;
import dev.vestibule.server.http.client.PusherHandlers;
import dev.vestibule.server.http.client.SyncHandlers;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.live.MarkRead;
import dev.vestibule.server.live.Presences;
import dev.vestibule.server.live.SetTyping;
import dev.vestibule.server.live.ShowPresence;
import dev.vestibule.server.push.ListNotifications;
import dev.vestibule.server.push.Pushers;
import dev.vestibule.server.push.UnreadCounts;
import dev.vestibule.server.sync.EventStream;
import dev.vestibule.server.sync.InitialSync;
import dev.vestibule.server.sync.KeyChanges;
import dev.vestibule.server.sync.Notifier;
import dev.vestibule.server.sync.RoomInitialSync;
import dev.vestibule.server.sync.Sync;
import dev.vestibule.storage.Storage;
import java.time.Clock;

/** Puts together sync, and what is changed only for others, or other devices, to hear of it in sync. */
final class SyncEndpoints implements AutoCloseable {

    private final Storage storage;
    private final Clock clock;
    private final Live live;
    private final Notifier notifier;

    SyncEndpoints(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.live = new Live(clock);
        this.notifier = new Notifier(storage, live);
        storage.onCommit(live::follow);
    }

    /** Who is there. */
    Presences presences() {
        return live.presences();
    }

    /** Adds their handlers. */
    void bind(Routes.Binder routes, ServerName serverName, InteractiveAuth auth, PasswordStage password,
            UserLocks locks) {
        new EventStreamHandlers(new InitialSync(storage, live, clock), new RoomInitialSync(storage, clock),
                new EventStream(storage, notifier, clock)).bind(routes);
        new SyncHandlers(new Sync(storage, notifier, live, new UnreadCounts(), clock), storage).bind(routes);
        new NotificationHandlers(new ListNotifications(storage, clock)).bind(routes);
        new PusherHandlers(new Pushers(storage)).bind(routes);
        new KeyBackupHandlers(new KeyBackups(storage, locks)).bind(routes);
        new PushRuleHandlers(new PushRules(storage, locks)).bind(routes);
        new LiveHandlers(new SetTyping(storage, live.typing()), new MarkRead(storage, clock),
                new ShowPresence(storage, live.presences(), clock),
                new Tags(storage, locks)).bind(routes);
        new KeyHandlers(new SendToDevices(storage), new UploadKeys(storage, locks), new QueryKeys(storage, serverName),
                new ClaimKeys(storage, locks), new KeyChanges(storage), new CrossSigning(storage, locks),
                new SignKeys(storage), auth, password).bind(routes);
    }

    /** Lets waiting syncs answer. */
    @Override
    public void close() {
        notifier.close();
        live.close();
    }
}

package dev.vestibule.server.http;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts the requests that are not answered to the last byte, so that a server can stop without cutting any off. Jetty's
 * own way waits for idle connections too, a second at least, and now and then for its whole time-out.
 */
final class InFlight extends Handler.Wrapper {
    private final Object monitor = new Object();
    private int count;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        synchronized (monitor) {
            count++;
        }
        Request.addCompletionListener(request, _ -> completed());
        return super.handle(request, response, callback);
    }

    private void completed() {
        synchronized (monitor) {
            count--;
            monitor.notifyAll();
        }
    }

    /** Waits until there is none, or the patience is over. */
    void awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (monitor) {
            for (long left = patience.toMillis(); count > 0 && left > 0;) {
                monitor.wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        }
    }
}

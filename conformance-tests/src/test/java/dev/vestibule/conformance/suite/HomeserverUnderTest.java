package dev.vestibule.conformance.suite;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one homeserver of the whole run: the one that the system property {@code homeserver.url} names, with
 * its shared secret in {@code homeserver.admin-secret}, or Vestibule itself, started for the first test that asks and
 * stopped after the last. The identity server it may ask is its own, or the one that
 * {@code homeserver.identity-server} names; without one, the tests that want it are left out. Tests of rate limits get {@link LimitedHomeservers} instead.
 */
final class HomeserverUnderTest implements ParameterResolver, ExecutionCondition {

    private static final String OTHER = System.getProperty("homeserver.url", "");
    private static final String IDENTITY_SERVER = System.getProperty("homeserver.identity-server", "");
    private static final Namespace NAMESPACE = Namespace.create(HomeserverUnderTest.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean none = !OTHER.isBlank() && IDENTITY_SERVER.isBlank();
        return none && context.getTestClass().filter(HomeserverUnderTest::wantsAnIdentityServer).isPresent()
                ? ConditionEvaluationResult.disabled("homeserver.identity-server names none")
                : ConditionEvaluationResult.enabled("there is a homeserver");
    }

    private static boolean wantsAnIdentityServer(Class<?> test) {
        return Arrays.stream(test.getDeclaredConstructors())
                .anyMatch(constructor -> List.of(constructor.getParameterTypes()).contains(IdentityServer.class));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Homeserver.class || type == LimitedHomeservers.class || type == IdentityServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
        Run run = store.computeIfAbsent(Run.class, _ -> Run.begin(), Run.class);
        if (parameter.getParameter().getType() == IdentityServer.class) {
            return run.identityServer().orElseThrow();
        }
        Homeserver homeserver = run.homeserver();
        return parameter.getParameter().getType() == Homeserver.class
                ? homeserver
                : store.computeIfAbsent(LimitedHomeservers.class, _ -> new LimitedHomeservers(homeserver),
                        LimitedHomeservers.class);
    }

    /** The homeserver, and what is left to do when the run ends. */
    private record Run(Homeserver homeserver, Optional<IdentityServer> identityServer,
            Runnable end) implements AutoCloseable {

        static Run begin() {
            if (!OTHER.isBlank()) {
                String secret = System.getProperty("homeserver.admin-secret", "");
                Optional<IdentityServer> identityServer = Optional.of(IDENTITY_SERVER)
                        .filter(name -> !name.isBlank()).map(IdentityServer::new);
                return new Run(new Homeserver(URI.create(OTHER.replaceAll("/+$", "")), secret), identityServer,
                        () -> {});
            }
            VestibuleProcess process = VestibuleProcess.start("--identity-server", "on");
            return new Run(new Homeserver(process.url(), process.sharedSecret()),
                    Optional.of(new IdentityServer(process.url().getAuthority())), process::close);
        }

        @Override
        public void close() {
            end.run();
        }
    }
}

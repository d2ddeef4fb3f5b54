package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.PushRuleKind;
import dev.vestibule.server.account.PushRules;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.PushRuleRoute;
import java.util.Optional;

/**
 * The endpoints that read and change push rules.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#push-rules-api">Push rules</a>
 */
public record PushRuleHandlers(PushRules pushRules) {
    private static final String ENABLED = "enabled";
    private static final String ACTIONS = "actions";

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(PushRuleRoute.PUSH_RULES, call -> Answer.ok(pushRules.of(call.requester().user())))
                .bind(PushRuleRoute.PUSH_RULES_GLOBAL,
                        call -> Answer.ok(pushRules.of(call.requester().user()).path("global")))
                .bind(PushRuleRoute.PUSH_RULE, call -> Answer.ok(rule(call)))
                .bind(PushRuleRoute.PUSH_RULE_PUT, this::put)
                .bind(PushRuleRoute.PUSH_RULE_DELETE, this::delete)
                .bind(PushRuleRoute.PUSH_RULE_ENABLED, call -> only(call, ENABLED))
                .bind(PushRuleRoute.PUSH_RULE_ENABLED_PUT, this::setEnabled)
                .bind(PushRuleRoute.PUSH_RULE_ACTIONS, call -> only(call, ACTIONS))
                .bind(PushRuleRoute.PUSH_RULE_ACTIONS_PUT, this::setActions);
    }

    private Answer put(Call call) {
        PushRules.Name name = name(call);
        ObjectNode rule = name.kind().read(call.body().tree());
        Optional<PushRules.Place> place = call.query("before").map(other -> new PushRules.Place(true, other))
                .or(() -> call.query("after").map(other -> new PushRules.Place(false, other)));
        pushRules.put(call.requester().user(), name, rule, place);
        return Answer.empty();
    }

    private Answer delete(Call call) {
        pushRules.remove(call.requester().user(), name(call));
        return Answer.empty();
    }

    private Answer setEnabled(Call call) {
        boolean enabled = call.body().optionalBoolean(ENABLED)
                .orElseThrow(() -> MatrixException.missingParam(ENABLED));
        pushRules.set(call.requester().user(), name(call), ENABLED, BooleanNode.valueOf(enabled));
        return Answer.empty();
    }

    private Answer setActions(Call call) {
        pushRules.set(call.requester().user(), name(call), ACTIONS, PushRuleKind.actions(call.body().tree()));
        return Answer.empty();
    }

    private Answer only(Call call, String property) {
        return Answer.ok(JsonTree.object().set(property, rule(call).path(property)));
    }

    private ObjectNode rule(Call call) {
        return pushRules.rule(call.requester().user(), name(call));
    }

    private static PushRules.Name name(Call call) {
        return new PushRules.Name(PushRuleKind.of(call.path("kind")), call.path("ruleId"));
    }
}

package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.DELETE;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;

/** What somebody wants to be notified of, and what they were notified of. */
public enum PushRuleRoute implements Route {
    PUSH_RULES(client(GET, ALL, "/pushrules/", USER, NONE, "get_matrixclientv3pushrules")),
    PUSH_RULES_GLOBAL(client(GET, ALL, "/pushrules/global/", USER, NONE, "get_matrixclientv3pushrulesglobal")),
    PUSH_RULE(client(GET, ALL, "/pushrules/global/{kind}/{ruleId}", USER, NONE,
            "get_matrixclientv3pushrulesglobalkindruleid")),
    PUSH_RULE_PUT(client(PUT, ALL, "/pushrules/global/{kind}/{ruleId}", USER, OBJECT,
            "put_matrixclientv3pushrulesglobalkindruleid")),
    PUSH_RULE_DELETE(client(DELETE, ALL, "/pushrules/global/{kind}/{ruleId}", USER, NONE,
            "delete_matrixclientv3pushrulesglobalkindruleid")),
    PUSH_RULE_ENABLED(client(GET, ALL, "/pushrules/global/{kind}/{ruleId}/enabled", USER, NONE,
            "get_matrixclientv3pushrulesglobalkindruleidenabled")),
    PUSH_RULE_ENABLED_PUT(client(PUT, ALL, "/pushrules/global/{kind}/{ruleId}/enabled", USER, OBJECT,
            "put_matrixclientv3pushrulesglobalkindruleidenabled")),
    PUSH_RULE_ACTIONS(client(GET, ALL, "/pushrules/global/{kind}/{ruleId}/actions", USER, NONE,
            "get_matrixclientv3pushrulesglobalkindruleidactions")),
    PUSH_RULE_ACTIONS_PUT(client(PUT, ALL, "/pushrules/global/{kind}/{ruleId}/actions", USER, OBJECT,
            "put_matrixclientv3pushrulesglobalkindruleidactions")),
    PUSHERS(client(GET, ALL, "/pushers", USER, NONE, "get_matrixclientv3pushers")),
    PUSHERS_SET(client(POST, ALL, "/pushers/set", USER, OBJECT, "post_matrixclientv3pushersset")),
    NOTIFICATIONS(client(GET, ALL, "/notifications", USER, NONE, "get_matrixclientv3notifications"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    PushRuleRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}

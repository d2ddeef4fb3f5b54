package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_BAD_INTEGERS;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_BAD_MAPS;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_BAD_USERS;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_ENTRY_CURRENT;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_ENTRY_NEW;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_FIELD_CURRENT;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_FIELD_NEW;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_FIRST;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_NAMES_CREATOR;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_OTHERWISE;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_USER_CURRENT;
import static dev.vestibule.authz.rule.AuthRule.POWER_LEVELS_USER_NEW;
import static dev.vestibule.authz.rule.Rules.about;
import static dev.vestibule.authz.rule.Rules.allowIf;
import static dev.vestibule.authz.rule.Rules.inOrder;
import static dev.vestibule.authz.rule.Rules.otherwiseAllow;
import static dev.vestibule.authz.rule.Rules.rejectIf;

/**
 * The clause "If type is {@code m.room.power_levels}": nobody changes what is above them, or raises above themselves.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v12/#authorization-rules">rules of room version 12</a>
 */
final class PowerLevelRules {

    static final Rules<PowerLevelChange> RULES = inOrder(
            rejectIf(POWER_LEVELS_BAD_INTEGERS, PowerLevelChange::hasMalformedField),
            rejectIf(POWER_LEVELS_BAD_MAPS, PowerLevelChange::hasMalformedEntry),
            rejectIf(POWER_LEVELS_BAD_USERS, PowerLevelChange::hasMalformedUser),
            rejectIf(POWER_LEVELS_NAMES_CREATOR, PowerLevelChange::namesCreator),
            allowIf(POWER_LEVELS_FIRST, PowerLevelChange::isFirst),
            about(PowerLevelChange::alteredFields, inOrder(
                    rejectIf(POWER_LEVELS_FIELD_CURRENT, Alteration::currentIsAboveSender),
                    rejectIf(POWER_LEVELS_FIELD_NEW, Alteration::newIsAboveSender))),
            about(PowerLevelChange::alteredEntries, inOrder(
                    rejectIf(POWER_LEVELS_ENTRY_CURRENT, Alteration::currentIsAboveSender))),
            about(PowerLevelChange::alteredEntries, inOrder(
                    rejectIf(POWER_LEVELS_ENTRY_NEW, Alteration::newIsAboveSender))),
            // Alone of all, this one protects equals: who has 100 cannot take it from another who has 100.
            about(PowerLevelChange::alteredOtherUsers, inOrder(
                    rejectIf(POWER_LEVELS_USER_CURRENT, Alteration::currentIsNotBelowSender))),
            about(PowerLevelChange::alteredUsers, inOrder(
                    rejectIf(POWER_LEVELS_USER_NEW, Alteration::newIsAboveSender))),
            otherwiseAllow(POWER_LEVELS_OTHERWISE));

    private PowerLevelRules() {}
}

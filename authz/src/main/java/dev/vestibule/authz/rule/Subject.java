package dev.vestibule.authz.rule;

/** Something that a clause of the rules asks questions about: the event at hand, seen from the clause's side. */
interface Subject {

    /** The event at hand. */
    Candidate candidate();
}

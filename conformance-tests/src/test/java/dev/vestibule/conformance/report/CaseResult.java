package dev.vestibule.conformance.report;

/**
 * How a case ended.
 *
 * @param className the class it is in, without its package
 * @param name      the case's name, which begins with the items it holds to
 */
record CaseResult(String className, String name, Ending ending) {
    enum Ending {
        PASSED, FAILED, SKIPPED
    }
}

/** Turns the names and results of the cases into the table of {@code docs/conformance.md}. */
package dev.vestibule.conformance.report;

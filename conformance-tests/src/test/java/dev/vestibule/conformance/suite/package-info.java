/** The homeserver under test, the people who use it, and the tables that say what must become of their requests. */
package dev.vestibule.conformance.suite;

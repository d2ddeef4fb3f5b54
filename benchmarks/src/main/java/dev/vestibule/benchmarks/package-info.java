/**
 * A load program that drives any homeserver over HTTP and prints what it measured as a table.
 */
package dev.vestibule.benchmarks;

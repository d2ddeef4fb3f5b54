/**
 * HTTP: the table of endpoints, the way every request takes through the pipeline, and how answers and errors are
 * written. Nothing below this package knows that there is HTTP.
 */
package dev.vestibule.server.http;

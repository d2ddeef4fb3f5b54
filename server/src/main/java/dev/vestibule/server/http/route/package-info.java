/** The table of endpoints: one enum for each group, one row for each endpoint. */
package dev.vestibule.server.http.route;

/** The few endpoints of the server-server API that make sense without federation. */
package dev.vestibule.server.http.federation;

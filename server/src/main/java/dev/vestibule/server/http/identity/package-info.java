/** Identity servers over HTTP: asking them, and being one. */
package dev.vestibule.server.http.identity;

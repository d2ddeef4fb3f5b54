/** Of what is a user to be notified, and what of it have they not read? */
package dev.vestibule.server.push;

/** Which rooms and users there are to be found, and what strangers are told of them. */
package dev.vestibule.server.directory;

/** What devices say to each other by way of the server: messages and the keys to read them with. */
package dev.vestibule.server.device;

/** What is true only while the server runs: who types, and who is there. */
package dev.vestibule.server.live;

/** What users say about themselves, and how it shows in their rooms. */
package dev.vestibule.server.profile;

/** What users upload: pictures and other files, and small pictures of large ones. */
package dev.vestibule.server.media;

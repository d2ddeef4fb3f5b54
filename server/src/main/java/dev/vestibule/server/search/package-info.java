/** Which events say what somebody looks for. */
package dev.vestibule.server.search;

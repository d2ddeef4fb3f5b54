/**
 * Who is asking: accounts, passwords, devices and access tokens.
 */
package dev.vestibule.server.account;

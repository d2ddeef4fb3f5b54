/**
 * How storage works inside. Nothing outside this module may use what is here.
 *
 * <p>Writes: {@link dev.vestibule.storage.internal.ChangeRows} turns changes into rows, the
 * {@link dev.vestibule.storage.internal.Committer} gives them positions and commits them group by group. Reads:
 * {@link dev.vestibule.storage.internal.Reader} opens snapshots, the classes named {@code …Queries} ask the questions.
 */
package dev.vestibule.storage.internal;

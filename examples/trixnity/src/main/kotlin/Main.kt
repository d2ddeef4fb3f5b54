package dev.vestibule.examples.trixnity

import io.ktor.http.Url
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.seconds

private const val USAGE = """Usage: ./run [URL]      against a running homeserver, by default http://127.0.0.1:8008
       ./run --start    against a Vestibule on a free port, in memory, stopped at the end (must come first)"""

private val LONGEST_RUN = 240.seconds

fun main(arguments: Array<String>) {
    if (arguments.size > 1 || arguments.any { it.startsWith("-") }) {
        val wasAsked = arguments.contentEquals(arrayOf("--help"))
        (if (wasAsked) System.out else System.err).println(USAGE)
        exitProcess(if (wasAsked) 0 else 2)
    }
    val url = Url(arguments.firstOrNull() ?: System.getenv("HOMESERVER_URL") ?: "http://127.0.0.1:8008")
    val steps = Steps()
    try {
        runBlocking(Dispatchers.Default) { withTimeout(LONGEST_RUN) { live(steps, url) } }
    } catch (failure: Throwable) {
        steps.fail(failure)
        exitProcess(1)
    }
    steps.end()
    // Not left to the threads: Trixnity may keep some of its own.
    exitProcess(0)
}

private suspend fun live(steps: Steps, url: Url) {
    val (alice, bob, carol) = accounts(steps, url)
    roomVersions(steps, alice, bob)
    val tea = entry(steps, alice, bob, carol)
    talk(steps, alice, bob, tea)
    powers(steps, alice, bob, tea)
    departures(steps, alice, bob, tea)
    knocking(steps, alice, bob)
    restricted(steps, alice, bob)
    upgrade(steps, alice, bob)
    secondDevice(steps, alice, bob, url)
    secrets(steps, alice, bob)
    endOfSession(steps, bob)
    listOf(alice, bob, carol).forEach { it.client.closeSuspending() }
}

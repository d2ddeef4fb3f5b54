package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.CryptoDriverModule
import de.connect2x.trixnity.client.MatrixClient
import de.connect2x.trixnity.client.MatrixClientConfiguration.DeleteRooms
import de.connect2x.trixnity.client.MediaStoreModule
import de.connect2x.trixnity.client.RepositoriesModule
import de.connect2x.trixnity.client.create
import de.connect2x.trixnity.client.cryptodriver.vodozemac.vodozemac
import de.connect2x.trixnity.client.media.inMemory
import de.connect2x.trixnity.client.room
import de.connect2x.trixnity.client.store.Room
import de.connect2x.trixnity.client.store.repository.inMemory
import de.connect2x.trixnity.client.user
import de.connect2x.trixnity.clientserverapi.client.MatrixClientAuthProviderData
import de.connect2x.trixnity.clientserverapi.client.MatrixClientServerApiClient
import de.connect2x.trixnity.clientserverapi.client.SyncState
import de.connect2x.trixnity.clientserverapi.client.UIA
import de.connect2x.trixnity.clientserverapi.client.classic
import de.connect2x.trixnity.clientserverapi.client.classicLogin
import de.connect2x.trixnity.clientserverapi.client.classicLoginWith
import de.connect2x.trixnity.clientserverapi.client.useApi
import de.connect2x.trixnity.clientserverapi.model.authentication.IdentifierType
import de.connect2x.trixnity.clientserverapi.model.authentication.Register
import de.connect2x.trixnity.clientserverapi.model.uia.AuthenticationRequest
import de.connect2x.trixnity.core.ErrorResponse
import de.connect2x.trixnity.core.MatrixServerException
import de.connect2x.trixnity.core.model.RoomId
import de.connect2x.trixnity.core.model.UserId
import de.connect2x.trixnity.core.model.events.ClientEvent
import de.connect2x.trixnity.core.model.events.m.room.MemberEventContent
import de.connect2x.trixnity.core.model.events.m.room.Membership
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.java.Java
import io.ktor.http.Url
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.withTimeout
import kotlin.random.Random
import kotlin.time.Duration.Companion.seconds

private val LONGEST_WAIT = 60.seconds

/** What carries the requests of all members. */
private val engine: HttpClientEngine = Java.create()

/** A user with one device: a Trixnity client with its store, which syncs. */
class Member private constructor(val client: MatrixClient, private val password: String) {
    val id: UserId get() = client.userId

    /** The requests themselves, for what the store has no word for. */
    val api: MatrixClientServerApiClient get() = client.api

    companion object {
        /** Registers a new user; a few random letters let the same server be used again and again. */
        suspend fun register(url: Url, name: String): Member {
            val password = unused("secret")
            return start(session(url, name, password), password)
        }

        /** Registers a new user who has no store and does not sync, but may make requests. */
        suspend fun <T> passerBy(url: Url, name: String, action: suspend (MatrixClientServerApiClient) -> T): T =
            session(url, name, unused("secret")).useApi(httpClientEngine = engine, block = action)

        private suspend fun session(url: Url, name: String, password: String): MatrixClientAuthProviderData =
            MatrixClientAuthProviderData.classicLoginWith(url, engine) { api ->
                // The first request asks what there is to prove; the second proves it, here by what asks for nothing.
                val asked = api.authentication.register(username = unused(name), password = password).getOrThrow()
                val proof = AuthenticationRequest.Dummy
                val proven = (asked as UIA.Step<Register.Response>).authenticate(proof).getOrThrow()
                val session = (proven as UIA.Success<Register.Response>).value
                MatrixClientAuthProviderData.classic(url, checkNotNull(session.accessToken))
            }.getOrThrow()

        suspend fun logIn(url: Url, id: UserId, password: String): Result<Member> =
            MatrixClientAuthProviderData.classicLogin(
                baseUrl = url,
                identifier = IdentifierType.User(id.full),
                password = password,
                httpClientEngine = engine,
            ).map { start(it, password) }

        private suspend fun start(session: MatrixClientAuthProviderData, password: String): Member {
            val client = MatrixClient.create(
                repositoriesModule = RepositoriesModule.inMemory(),
                mediaStoreModule = MediaStoreModule.inMemory(),
                cryptoDriverModule = CryptoDriverModule.vodozemac(),
                authProviderData = session,
            ) {
                httpClientEngine = engine
                // The rooms that were left are looked at, too.
                deleteRooms = DeleteRooms.Never
            }.getOrThrow()
            client.startSync()
            client.syncState.awaits("a first sync") { it == SyncState.RUNNING }
            return Member(client, password)
        }
    }

    /** Logs in once more: the same user with a device that knows nothing yet. */
    suspend fun logInAgain(): Member = logIn(client.baseUrl, id, password).getOrThrow()

    /** What proves once more who this user is. */
    fun proof() = AuthenticationRequest.Password(IdentifierType.User(id.full), password)

    /** Waits until this user's store holds a room like that. */
    suspend fun sees(roomId: RoomId, what: String, matches: (Room) -> Boolean): Room =
        checkNotNull(client.room.getById(roomId).awaits("$id: $what") { it != null && matches(it) })

    /** Waits until the sync has shown this user's own membership of a room. */
    suspend fun seesItself(roomId: RoomId, membership: Membership): Room =
        sees(roomId, "my membership $membership") { it.membership == membership }

    /**
     * Waits until the sync has shown somebody's membership of a room, and gives the event that made it. A reason tells
     * it from the same membership at an earlier time.
     */
    suspend fun seesMembership(
        roomId: RoomId, target: Member, membership: Membership, reason: String? = null
    ): ClientEvent.StateBaseEvent<MemberEventContent> {
        val what = "$id: ${target.id}: $membership ${reason ?: ""}"
        val user = client.user.getById(roomId, target.id).awaits(what) {
            val content = it?.event?.content
            content?.membership == membership && (reason == null || content.reason == reason)
        }
        return checkNotNull(user).event
    }
}

/** Waits for a value that the store does not have yet. */
suspend fun <T> Flow<T>.awaits(what: String, matches: suspend (T) -> Boolean): T =
    try {
        withTimeout(LONGEST_WAIT) { first(matches) }
    } catch (_: TimeoutCancellationException) {
        throw AssertionError("Not seen within $LONGEST_WAIT: $what")
    }

/** The error of a request that must be refused, with one of these errors of Trixnity's. */
inline fun <reified E : ErrorResponse> refused(answer: Result<*>): E {
    val refusal = answer.exceptionOrNull() ?: throw AssertionError("granted: ${answer.getOrNull()}")
    if (refusal !is MatrixServerException) {
        throw refusal
    }
    return refusal.errorResponse as? E
        ?: throw AssertionError("${refusal.errorResponse} instead of ${E::class.simpleName}")
}

fun unused(name: String): String = "$name-${Random.nextInt().toUInt().toString(36)}"

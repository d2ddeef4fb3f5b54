package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.version.RoomVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("3.5.11 hashes of events")
class EventHashesTest {
    @Test
    @DisplayName("the specification's vector of signing a minimal event")
    void minimalEvent() {
        ObjectNode event = Json.object("""
                {'room_id':'!x:domain','sender':'@a:domain','origin':'domain','origin_server_ts':1000000,'signatures':{},
                'hashes':{},'type':'X','content':{},'prev_events':[],'auth_events':[],'depth':3,
                'unsigned':{'age_ts':1000000}}""");
        assertHashedAndSigned(event, "5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos",
                "KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg");
    }

    @Test
    @DisplayName("the specification's vector of signing an event that a redaction would change")
    void redactableEvent() {
        ObjectNode event = Json.object("""
                {'content':{'body':'Here is the message content'},'event_id':'$0:domain','origin':'domain',
                'origin_server_ts':1000000,'type':'m.room.message','room_id':'!r:domain','sender':'@u:domain',
                'signatures':{},'unsigned':{'age_ts':1000000}}""");
        assertHashedAndSigned(event, "onLKD1bGljeBWQhWZ1kaP9SorVmRQNdN5aM2JYU2n/g",
                "Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241eYHYMGCA5McEiVPdhzBA");
    }

    private static void assertHashedAndSigned(ObjectNode event, String contentHash, String signature) {
        assertThat(EventHashes.contentHash(event)).isEqualTo(contentHash);
        event.putObject("hashes").put("sha256", contentHash);
        ObjectNode redacted = Redaction.redact(RoomVersion.V1, event);
        SigningKeyTest.KEY.sign(redacted, SigningKeyTest.DOMAIN);
        assertThat(redacted.at("/signatures/domain/ed25519:1").textValue()).isEqualTo(signature);
    }

    /** The expected values were made by Synapse 1.163 of the same event. */
    @ParameterizedTest(name = "version {0}")
    @CsvSource(textBlock = """
            # version, content hash,                             event ID or reference hash,                 start of the signature
            1,  wfc6AbQ+eco2mVyosBQhXQoOKWVvhlBPnSE2ERXXn0U, mYY3IVsLAlgkMaBpDPfz0dWZF/glUfKDxr7wHYP7g/0, VB059V9SoCT8f+T9gTxO
            2,  wfc6AbQ+eco2mVyosBQhXQoOKWVvhlBPnSE2ERXXn0U, mYY3IVsLAlgkMaBpDPfz0dWZF/glUfKDxr7wHYP7g/0, VB059V9SoCT8f+T9gTxO
            3,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $evtGzRVtV6hFKnaRQfGz1ZyfSPu2oEpOgkk+7gJxijM, NNeKZOu8HcggHa9uNRX0
            4,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $evtGzRVtV6hFKnaRQfGz1ZyfSPu2oEpOgkk-7gJxijM, NNeKZOu8HcggHa9uNRX0
            5,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $evtGzRVtV6hFKnaRQfGz1ZyfSPu2oEpOgkk-7gJxijM, NNeKZOu8HcggHa9uNRX0
            6,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $evtGzRVtV6hFKnaRQfGz1ZyfSPu2oEpOgkk-7gJxijM, NNeKZOu8HcggHa9uNRX0
            7,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $evtGzRVtV6hFKnaRQfGz1ZyfSPu2oEpOgkk-7gJxijM, NNeKZOu8HcggHa9uNRX0
            8,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $evtGzRVtV6hFKnaRQfGz1ZyfSPu2oEpOgkk-7gJxijM, NNeKZOu8HcggHa9uNRX0
            9,  j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $tKQaHpBjsclJCmEhNV-7QWkBK-SuTWo-N_U7Brco754, LHnL6G+/UbbsuIh5rhh5
            10, j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $tKQaHpBjsclJCmEhNV-7QWkBK-SuTWo-N_U7Brco754, LHnL6G+/UbbsuIh5rhh5
            11, j1sTy4ds3mW2KMTH18BdFUACNFPCtv0o2PXAUrUX9C4, $d3NFLq5dt6MTjUbOG9wJQjJDtGXdKEc0cwhqoNN4C6M, h3tb1JBYNMsI3E5RYLx4
            12, bqDY6zzHWoLZNRxo9ZRegbhdtQTY8TvFdDAwOvX7Q2E, $KSPnhXFwMvWpvB_aLGs-VuXAShbdiw_1QGloTDNpS0s, lVpk8+ttT0UsDuc/UaCN
            """)
    @DisplayName("3.5.1 3.5.11 an event hashes to what other servers make of it")
    void interoperable(String id, String contentHash, String eventIdOrHash, String signature) {
        RoomVersion version = RoomVersion.of(id).orElseThrow();
        ObjectNode event = event(version);
        assertThat(EventHashes.contentHash(event)).isEqualTo(contentHash);
        event.putObject("hashes").put("sha256", contentHash);

        if (version.eventFormat().eventIdIsInEvent()) {
            assertThat(EventHashes.referenceHash(version, event)).isEqualTo(eventIdOrHash);
            assertThatIllegalArgumentException().isThrownBy(() -> EventHashes.eventId(version, event));
        } else {
            assertThat(EventHashes.eventId(version, event)).hasToString(eventIdOrHash);
        }
        ObjectNode redacted = Redaction.redact(version, event);
        SigningKeyTest.KEY.sign(redacted, SigningKeyTest.DOMAIN);
        assertThat(redacted.at("/signatures/domain/ed25519:1").textValue()).startsWith(signature);
    }

    private static ObjectNode event(RoomVersion version) {
        ObjectNode event = Json.object("""
                {'type':'m.room.member','state_key':'@carol:domain','sender':'@bob:domain','room_id':'!r:domain',
                'origin_server_ts':1700000000000,'depth':7,'prev_events':['$prev'],'auth_events':['$auth'],
                'content':{'membership':'invite','displayname':'Carol 😀 ﬁ','reason':'<&\\'\\\\>',
                'join_authorised_via_users_server':'@alice:domain','third_party_invite':{'display_name':'c',
                'signed':{'mxid':'@carol:domain','token':'t','signatures':{}}}}}""");
        switch (version) {
            case V1, V2 -> event.put("event_id", "$e:domain")
                    .setAll(Json.object("""
                            {'prev_events':[['$p:domain',{'sha256':'AAAA'}]],
                            'auth_events':[['$a:domain',{'sha256':'BBBB'}]]}"""));
            case V12 -> event.put("room_id", "!KPFS7K9pEfRoGYDT5XfLLA2NWMFNYPBhkNnsvBDJ2AA");
            default -> {
                // the event as it is
            }
        }
        return event;
    }

    @Test
    @DisplayName("3.5.2 the room ID of version 12 is the create event's ID, with names in code-point order")
    void roomIdOfV12() {
        Event create = Event.parse(RoomVersion.V12, Json.object("""
                {'type':'m.room.create','state_key':'','sender':'@a:domain','origin_server_ts':1700000000000,'depth':1,
                'prev_events':[],'auth_events':[],
                'content':{'room_version':'12','additional_creators':['@b:domain'],'x':{'😀':1,'\uff5e':2,'a':3}},
                'hashes':{'sha256':'qwkrs9xoTLHPV84HnL5A/N9kWNdaOLupsZNyTfWBfU8'},'signatures':{}}"""));
        assertThat(EventHashes.contentHash(create.pdu())).isEqualTo("qwkrs9xoTLHPV84HnL5A/N9kWNdaOLupsZNyTfWBfU8");
        assertThat(create.eventId()).hasToString("$fc9URRjpuTvsCl9ThzIQj8mRa_qQdYg9i44zq4uYtg4");
        assertThat(create.roomId()).hasToString("!fc9URRjpuTvsCl9ThzIQj8mRa_qQdYg9i44zq4uYtg4");
    }

    @Test
    @DisplayName("the content hash does not depend on unsigned, signatures and hashes; the reference hash on unsigned and signatures")
    void notCovered() {
        ObjectNode event = event(RoomVersion.V11);
        String contentHash = EventHashes.contentHash(event);
        String referenceHash = EventHashes.referenceHash(RoomVersion.V11, event);
        event.putObject("unsigned").put("age", 1);
        event.putObject("signatures").put("x", 1);
        assertThat(EventHashes.contentHash(event)).isEqualTo(contentHash);
        assertThat(EventHashes.referenceHash(RoomVersion.V11, event)).isEqualTo(referenceHash);
        event.putObject("hashes").put("sha256", "x");
        assertThat(EventHashes.contentHash(event)).isEqualTo(contentHash);
        assertThat(EventHashes.referenceHash(RoomVersion.V11, event)).isNotEqualTo(referenceHash);
    }
}

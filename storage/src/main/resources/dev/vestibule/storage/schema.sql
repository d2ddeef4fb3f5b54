-- The event-and-membership store as a new database gets it: what all steps in "migrations" together come to. They are
-- for databases that are there already; a test holds that both make the same tables.
-- One text for H2 and PostgreSQL: no vendor types, no partial indexes.
-- Every statement can run twice, because H2 commits each by itself and a killed start begins again.
-- Positions are handed out by the one committer in commit order, without gaps, over everything a /sync can report.

-- The last committed stream position: read in the same snapshot as everything else, so that they always agree.
create table if not exists stream_head (
    id       smallint primary key,
    position bigint   not null
);
insert into stream_head (id, position)
select 1, 0 where not exists (select 1 from stream_head);

-- What the server is: its name, so that a data directory is never opened under another one.
create table if not exists server_properties (
    name  varchar(64)  primary key,
    content varchar(1024) not null
);

-- Ed25519 keys this server signs events with; the seed is 32 bytes in unpadded base64.
create table if not exists signing_keys (
    key_id     varchar(64) primary key,
    seed       varchar(64) not null,
    created_ts bigint      not null
);

create table if not exists rooms (
    room_id         varchar(255) primary key,
    room_version    varchar(32)  not null,
    visibility      varchar(16)  not null,
    joined_members  integer      not null,
    invited_members integer      not null,
    -- how many pieces of current state it has, its members among them
    state_events    integer      default 0 not null
);
-- The rooms of the public directory, which are few.
create index if not exists rooms_by_visibility on rooms (visibility);

-- Every event as sent over federation (the PDU), plus what only this server knows of it.
create table if not exists events (
    position          bigint        primary key,
    event_id          varchar(255)  not null,
    room_id           varchar(255)  not null,
    type              varchar(255)  not null,
    state_key         varchar(255),
    sender            varchar(255)  not null,
    -- content.membership of an m.room.member event
    membership        varchar(8),
    origin_server_ts  bigint        not null,
    depth             bigint        not null,
    pdu               varchar(131072) not null,
    -- the state event whose place this one took: unsigned.replaces_state
    replaces          varchar(255),
    -- invite_room_state / knock_room_state as it stood when the event was made: a JSON array
    stripped_state    varchar(1048576),
    -- who asked for it under which transaction ID: unsigned.transaction_id, for that device alone
    device_id         varchar(255),
    transaction_id    varchar(255),
    -- A redacted event keeps its row; pdu holds only what its room version lets survive. What was stripped is gone.
    -- The event that redacted it, unsigned.redacted_because, and where in the stream that happened.
    redacted_by       varchar(255),
    redaction_position bigint,
    constraint events_event_id unique (event_id)
);
create index if not exists events_by_room on events (room_id, position);
-- "State at an event" is the latest of these at or before its position.
create index if not exists events_by_state on events (room_id, type, state_key, position);

create table if not exists current_state (
    room_id   varchar(255) not null,
    type      varchar(255) not null,
    state_key varchar(255) not null,
    position  bigint       not null,
    primary key (room_id, type, state_key)
);

-- The current m.room.member event of each user in each room: what current_state says, ordered for users.
create table if not exists memberships (
    room_id    varchar(255) not null,
    user_id    varchar(255) not null,
    membership varchar(8)   not null,
    position   bigint       not null,
    primary key (room_id, user_id)
);
create index if not exists memberships_by_user on memberships (user_id, position);
-- The members of a room, those who came first ahead: a summary names the first few.
create index if not exists memberships_by_room on memberships (room_id, position);

-- Rooms a user asked to forget; the row goes when they join again.
create table if not exists forgotten (
    user_id  varchar(255) not null,
    room_id  varchar(255) not null,
    position bigint       not null,
    primary key (user_id, room_id)
);
create index if not exists forgotten_by_room on forgotten (room_id);

create table if not exists aliases (
    alias      varchar(255) primary key,
    room_id    varchar(255) not null,
    creator    varchar(255) not null,
    created_ts bigint       not null
);
create index if not exists aliases_by_room on aliases (room_id);

create table if not exists users (
    user_id       varchar(255) primary key,
    -- none: this account cannot log in by password
    password_hash varchar(255),
    admin         boolean      not null,
    created_ts    bigint       not null,
    -- What is true of an account beside its password: set by administrators, by its owner, or by how it began.
    guest         boolean      default false not null,
    -- no request but a logout is answered
    locked        boolean      default false not null,
    -- may read and leave, and no more
    suspended     boolean      default false not null,
    -- ended for good, unless an administrator begins it anew
    deactivated   boolean      default false not null,
    -- ended, and asked for what it said to be shown to nobody new
    erased        boolean      default false not null,
    -- what an administrator calls it: bot, support; none: an ordinary user
    user_type     varchar(64)
);

-- Profile fields; the value is a JSON value.
create table if not exists profiles (
    user_id varchar(255)   not null,
    field   varchar(255)   not null,
    content varchar(65536) not null,
    primary key (user_id, field)
);

create table if not exists devices (
    user_id      varchar(255)  not null,
    device_id    varchar(255)  not null,
    display_name varchar(1024),
    created_ts   bigint        not null,
    primary key (user_id, device_id)
);

-- Access tokens are never stored, only their SHA-256 in unpadded base64.
create table if not exists access_tokens (
    token_hash     varchar(64)  primary key,
    user_id        varchar(255) not null,
    -- none: a token an administrator took to act as the user; it is no device of theirs
    device_id      varchar(255),
    created_ts     bigint       not null,
    -- the administrator who acts as the user
    puppeted_by    varchar(255),
    -- the largest number: valid until somebody ends it
    valid_until_ts bigint       default 9223372036854775807 not null,
    -- the refresh token it came with
    refresh_hash   varchar(64)
);
create index if not exists access_tokens_by_device on access_tokens (user_id, device_id);
create index if not exists access_tokens_by_puppeteer on access_tokens (puppeted_by);

-- Answers already given under a transaction ID; its scope is the device and the endpoint's path.
create table if not exists transactions (
    user_id        varchar(255)  not null,
    device_id      varchar(255)  not null,
    endpoint       varchar(1024) not null,
    transaction_id varchar(255)  not null,
    response       varchar(1024) not null,
    created_ts     bigint        not null,
    primary key (user_id, device_id, endpoint, transaction_id)
);

-- Account data; the empty room ID means the global one. The content is a JSON object.
create table if not exists account_data (
    user_id  varchar(255)    not null,
    room_id  varchar(255)    not null,
    type     varchar(255)    not null,
    content  varchar(1048576) not null,
    position bigint          not null,
    primary key (user_id, room_id, type)
);
create index if not exists account_data_by_user on account_data (user_id, position);
create index if not exists account_data_by_room on account_data (room_id);

create table if not exists filters (
    user_id    varchar(255)  not null,
    filter_id  varchar(64)   not null,
    definition varchar(65536) not null,
    primary key (user_id, filter_id)
);

-- What people who look for rooms are told of one: what its state says, in columns that can be searched and ordered by.
-- Apart from rooms, whose rows change with every member.
create table if not exists room_overviews (
    room_id            varchar(255) primary key,
    creator            varchar(255) not null,
    federatable        boolean      not null,
    room_type          varchar(65536),
    name               varchar(65536),
    canonical_alias    varchar(65536),
    topic              varchar(65536),
    avatar_url         varchar(65536),
    join_rule          varchar(65536),
    guest_access       varchar(65536),
    history_visibility varchar(65536),
    encryption         varchar(65536),
    -- the room that a tombstone leads to; empty if the tombstone names none
    replacement_room   varchar(65536)
);

-- What users upload. The content is cut into rows of a size that every database takes.
create table if not exists media (
    media_id     varchar(64)   primary key,
    user_id      varchar(255)  not null,
    content_type varchar(255)  not null,
    file_name    varchar(1024),
    size         integer       not null,
    created_ts   bigint        not null
);

create table if not exists media_chunks (
    media_id varchar(64) not null,
    number   integer     not null,
    content  bytea       not null,
    primary key (media_id, number)
);

-- Users whose rate limits are not those of everybody; 0 messages a second stands for none at all.
create table if not exists rate_overrides (
    user_id             varchar(255) primary key,
    messages_per_second bigint       not null,
    burst_count         bigint       not null
);

-- Refresh tokens: as access tokens, they are stored as their SHA-256 in unpadded base64.
create table if not exists refresh_tokens (
    token_hash varchar(64)  primary key,
    user_id    varchar(255) not null,
    device_id  varchar(255) not null,
    -- false until it or the access token it came with is used: then all others of the device end
    in_use     boolean      not null,
    created_ts bigint       not null
);
create index if not exists refresh_tokens_by_device on refresh_tokens (user_id, device_id);

-- Where devices were used from, to within some minutes. What is old goes, what a removed device left goes then too.
create table if not exists connections (
    user_id      varchar(255)  not null,
    device_id    varchar(255)  not null,
    ip           varchar(64)   not null,
    user_agent   varchar(1024) not null,
    last_seen_ts bigint        not null,
    primary key (user_id, device_id, ip)
);

-- What /sync tells beside events and account data: receipts, messages to devices, changed device lists; and the keys of
-- devices and users. What has a position shares the positions of events and account data.

-- How far users have read: of each kind, room and thread the latest. The empty thread is the whole room.
create table if not exists receipts (
    room_id  varchar(255) not null,
    user_id  varchar(255) not null,
    type     varchar(64)  not null,
    thread   varchar(255) not null,
    event_id varchar(255) not null,
    ts       bigint       not null,
    position bigint       not null,
    primary key (room_id, user_id, type, thread)
);
create index if not exists receipts_by_position on receipts (position);

-- Messages that wait until their device has acknowledged them. The content is a JSON object.
create table if not exists device_messages (
    position  bigint          primary key,
    user_id   varchar(255)    not null,
    device_id varchar(255)    not null,
    sender    varchar(255)    not null,
    type      varchar(255)    not null,
    content   varchar(1048576) not null
);
create index if not exists device_messages_by_device on device_messages (user_id, device_id, position);

-- The identity keys of a device as it uploaded them: a JSON object.
create table if not exists device_keys (
    user_id   varchar(255)   not null,
    device_id varchar(255)   not null,
    content   varchar(65536) not null,
    primary key (user_id, device_id)
);

-- Keys of which each is given away once, in the order in which they came.
create table if not exists one_time_keys (
    user_id   varchar(255)   not null,
    device_id varchar(255)   not null,
    algorithm varchar(255)   not null,
    key_id    varchar(255)   not null,
    content   varchar(65536) not null,
    seq       bigint         not null,
    primary key (user_id, device_id, algorithm, key_id)
);

-- The key of each algorithm that is given away when there is none left to give away once.
create table if not exists fallback_keys (
    user_id   varchar(255)   not null,
    device_id varchar(255)   not null,
    algorithm varchar(255)   not null,
    key_id    varchar(255)   not null,
    content   varchar(65536) not null,
    used      boolean        not null,
    primary key (user_id, device_id, algorithm)
);

-- The keys by which users sign devices and each other: of each purpose one.
create table if not exists cross_signing_keys (
    user_id varchar(255)   not null,
    purpose varchar(32)    not null,
    content varchar(65536) not null,
    primary key (user_id, purpose)
);

-- Signatures added to uploaded keys afterwards. The target key is a device ID or a public key.
create table if not exists key_signatures (
    target     varchar(255)  not null,
    target_key varchar(255)  not null,
    signer     varchar(255)  not null,
    signer_key varchar(255)  not null,
    signature  varchar(1024) not null,
    primary key (target, target_key, signer, signer_key)
);

-- When the devices or keys of a user changed last. The empty audience is everybody who shares a room with the user.
create table if not exists device_list_changes (
    user_id  varchar(255) not null,
    audience varchar(255) not null,
    position bigint       not null,
    primary key (user_id, audience)
);
create index if not exists device_list_changes_by_position on device_list_changes (position);

-- Rooms that nobody may come into any more, whether or not this server knows them.
create table if not exists blocked_rooms (
    room_id    varchar(255) primary key,
    -- the administrator who blocked it
    user_id    varchar(255) not null,
    created_ts bigint       not null
);

-- Rooms of which nothing is left, and how many positions of the stream they emptied.
create table if not exists purged_rooms (
    position bigint       primary key,
    room_id  varchar(255) not null,
    events   bigint       not null,
    -- account data and receipts
    others   bigint       not null
);
-- Who had to do with a room that was purged: until their clients have heard that they are out, this tells them.
create table if not exists parted (
    user_id  varchar(255) not null,
    -- when they left, or, who had not, when the room was purged
    position bigint       not null,
    room_id  varchar(255) not null,
    primary key (user_id, position, room_id)
);

-- Since when accounts are erased: who came to a room after that position is not shown what they said there.
create table if not exists erasures (
    user_id  varchar(255) primary key,
    position bigint       not null
);

-- Events that relate to another one: m.relates_to with a rel_type. A redaction takes that away, and the row with it.
create table if not exists event_relations (
    event_id         varchar(255) primary key,
    position         bigint       not null,
    room_id          varchar(255) not null,
    -- the parent
    relates_to       varchar(255) not null,
    rel_type         varchar(255) not null,
    type             varchar(255) not null,
    sender           varchar(255) not null,
    origin_server_ts bigint       not null,
    -- what an annotation says of its parent
    annotation_key   varchar(1024),
    -- whether it is no state and has, as far as can be seen, the m.new_content that an edit needs
    can_replace      boolean      not null
);
create index if not exists event_relations_by_parent on event_relations (relates_to, position);
-- The threads of a room.
create index if not exists event_relations_by_room on event_relations (room_id, rel_type, position);

-- What clients keep of their message keys on the server, encrypted; and the versions of that backup. A version that was
-- deleted keeps its number, so that no other one gets it.
create table if not exists key_backups (
    user_id   varchar(255)    not null,
    version   bigint          not null,
    algorithm varchar(255)    not null,
    auth_data varchar(65536)  not null,
    etag      bigint          not null,
    deleted   boolean         not null,
    -- how many keys are in it
    key_count bigint          default 0 not null,
    primary key (user_id, version)
);
create table if not exists backed_up_keys (
    user_id             varchar(255)   not null,
    version             bigint         not null,
    room_id             varchar(255)   not null,
    session_id          varchar(255)   not null,
    first_message_index bigint         not null,
    forwarded_count     bigint         not null,
    is_verified         boolean        not null,
    session_data        varchar(65536) not null,
    primary key (user_id, version, room_id, session_id)
);

-- Where devices want to be notified. The content is a JSON object.
create table if not exists pushers (
    user_id   varchar(255)   not null,
    app_id    varchar(64)    not null,
    pushkey   varchar(512)   not null,
    device_id varchar(255)   not null,
    content   varchar(65536) not null,
    primary key (user_id, app_id, pushkey)
);
-- Whose pusher has a key, which somebody else takes over.
create index if not exists pushers_by_key on pushers (app_id, pushkey);

-- What users say is wrong, for administrators to read.
create table if not exists event_reports (
    id          bigint generated by default as identity primary key,
    received_ts bigint         not null,
    room_id     varchar(255)   not null,
    event_id    varchar(255)   not null,
    user_id     varchar(255)   not null,
    reason      varchar(65536),
    score       bigint
);
create index if not exists event_reports_by_room on event_reports (room_id);
create table if not exists room_reports (
    id          bigint generated by default as identity primary key,
    received_ts bigint         not null,
    room_id     varchar(255)   not null,
    user_id     varchar(255)   not null,
    reason      varchar(65536) not null
);
create index if not exists room_reports_by_room on room_reports (room_id);
create table if not exists user_reports (
    id             bigint generated by default as identity primary key,
    received_ts    bigint         not null,
    target_user_id varchar(255)   not null,
    user_id        varchar(255)   not null,
    reason         varchar(65536) not null
);

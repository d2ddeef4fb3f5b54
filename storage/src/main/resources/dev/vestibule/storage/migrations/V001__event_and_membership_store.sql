-- The event-and-membership store. One text for H2 and PostgreSQL: no vendor types, no partial indexes.
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
    invited_members integer      not null
);

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
    created_ts    bigint       not null
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
    token_hash varchar(64)  primary key,
    user_id    varchar(255) not null,
    device_id  varchar(255) not null,
    created_ts bigint       not null
);
create index if not exists access_tokens_by_device on access_tokens (user_id, device_id);

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

create table if not exists filters (
    user_id    varchar(255)  not null,
    filter_id  varchar(64)   not null,
    definition varchar(65536) not null,
    primary key (user_id, filter_id)
);

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

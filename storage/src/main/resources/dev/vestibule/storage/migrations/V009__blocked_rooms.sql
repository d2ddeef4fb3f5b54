-- Rooms that nobody may come into any more, whether or not this server knows them.
create table if not exists blocked_rooms (
    room_id    varchar(255) primary key,
    -- the administrator who blocked it
    user_id    varchar(255) not null,
    created_ts bigint       not null
);

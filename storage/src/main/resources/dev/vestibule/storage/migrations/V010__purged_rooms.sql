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
create index if not exists forgotten_by_room on forgotten (room_id);
create index if not exists account_data_by_room on account_data (room_id);

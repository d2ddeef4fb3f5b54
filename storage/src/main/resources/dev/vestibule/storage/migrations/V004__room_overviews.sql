-- What people who look for rooms are told of one: what its state says, in columns that can be searched and ordered by.
-- Apart from rooms, whose rows change with every member. Existing rooms are filled in by RoomOverviewFilling.
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

-- How many pieces of current state a room has, its members among them.
alter table rooms add column if not exists state_events integer default 0 not null;
update rooms set state_events = (select count(*) from current_state where current_state.room_id = rooms.room_id);

-- The rooms of the public directory, which are few.
create index if not exists rooms_by_visibility on rooms (visibility);

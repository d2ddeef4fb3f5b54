-- One row per room this homeserver knows.
create table rooms (
    room_id varchar(255) not null primary key,
    room_version varchar(32) not null
);

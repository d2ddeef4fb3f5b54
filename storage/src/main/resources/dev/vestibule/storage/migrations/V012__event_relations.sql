-- Events that relate to another one: m.relates_to with a rel_type. A redaction takes that away, and the row with it.
-- Those of existing events are filled in by RelationFilling.
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

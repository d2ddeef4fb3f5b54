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

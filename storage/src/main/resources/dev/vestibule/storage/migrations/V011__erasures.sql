-- Since when accounts are erased: who came to a room after that position is not shown what they said there.
create table if not exists erasures (
    user_id  varchar(255) primary key,
    position bigint       not null
);

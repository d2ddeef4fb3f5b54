-- Users whose rate limits are not those of everybody; 0 messages a second stands for none at all.
create table if not exists rate_overrides (
    user_id             varchar(255) primary key,
    messages_per_second bigint       not null,
    burst_count         bigint       not null
);

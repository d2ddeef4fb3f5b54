-- Access tokens that end by themselves or belong to no device, refresh tokens, and from where devices were used.

-- None: a token an administrator took to act as the user. It is no device of theirs.
alter table access_tokens alter column device_id drop not null;
-- The administrator who acts as the user.
alter table access_tokens add column if not exists puppeted_by varchar(255);
-- The largest number: valid until somebody ends it.
alter table access_tokens add column if not exists valid_until_ts bigint default 9223372036854775807 not null;
-- The refresh token it came with.
alter table access_tokens add column if not exists refresh_hash varchar(64);
create index if not exists access_tokens_by_puppeteer on access_tokens (puppeted_by);

-- As access tokens, they are stored as their SHA-256 in unpadded base64.
create table if not exists refresh_tokens (
    token_hash varchar(64)  primary key,
    user_id    varchar(255) not null,
    device_id  varchar(255) not null,
    -- false until it or the access token it came with is used: then all others of the device end
    in_use     boolean      not null,
    created_ts bigint       not null
);
create index if not exists refresh_tokens_by_device on refresh_tokens (user_id, device_id);

-- Where devices were used from, to within some minutes. What is old goes, what a removed device left goes then too.
create table if not exists connections (
    user_id      varchar(255)  not null,
    device_id    varchar(255)  not null,
    ip           varchar(64)   not null,
    user_agent   varchar(1024) not null,
    last_seen_ts bigint        not null,
    primary key (user_id, device_id, ip)
);

-- What is true of an account beside its password: set by administrators, by its owner, or by how it began.
alter table users add column if not exists guest       boolean default false not null;
-- No request but a logout is answered.
alter table users add column if not exists locked      boolean default false not null;
-- May read and leave, and no more.
alter table users add column if not exists suspended   boolean default false not null;
-- Ended for good, unless an administrator begins it anew.
alter table users add column if not exists deactivated boolean default false not null;
-- Ended, and asked for what it said to be shown to nobody new.
alter table users add column if not exists erased      boolean default false not null;
-- What an administrator calls it: bot, support. None: an ordinary user.
alter table users add column if not exists user_type   varchar(64);

-- Whose pusher has a key, which somebody else takes over.
create index if not exists pushers_by_key on pushers (app_id, pushkey);

-- What goes with a room.
create index if not exists event_reports_by_room on event_reports (room_id);
create index if not exists room_reports_by_room on room_reports (room_id);

-- How many keys are in a backup, which every answer about them says.
alter table key_backups add column if not exists key_count bigint default 0 not null;
update key_backups set key_count = (select count(*) from backed_up_keys
    where backed_up_keys.user_id = key_backups.user_id and backed_up_keys.version = key_backups.version);

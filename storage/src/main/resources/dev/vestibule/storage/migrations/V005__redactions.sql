-- A redacted event keeps its row; pdu holds only what its room version lets survive. What was stripped is gone.
-- The event that redacted it, unsigned.redacted_because, and where in the stream that happened.
alter table events add column if not exists redacted_by varchar(255);
alter table events add column if not exists redaction_position bigint;

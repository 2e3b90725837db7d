-- When the driver of a statement that is cancelled was told so, milliseconds since the epoch. A driver that comes back is
-- told again, and given the whole time again. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

alter table statement add column cancel_ordered_at bigint;

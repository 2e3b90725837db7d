-- Queues become objects of their own. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

alter table queue add column owner varchar(255);
alter table queue add column description text default '' not null;
alter table queue add column backend varchar(64) default 'local' not null;
alter table queue add column type varchar(16) default 'general' not null;
alter table queue add column resource_mode integer default 0 not null;
alter table queue add column charging_mode integer default 1 not null;
alter table queue add column platform varchar(64) default 'x86_64' not null;
alter table queue add column feature varchar(64) default 'basic' not null;
alter table queue add column enterprise_project_id varchar(128) default '0' not null;
alter table queue add column labels text default '[]' not null;
alter table queue add column tags text default '[]' not null;
alter table queue add column resource_id varchar(36) default '' not null;
alter table queue add column created_at bigint default 0 not null;
alter table queue add column state varchar(16) default 'AVAILABLE' not null;

-- Larger goes first.
alter table session add column priority integer default 3 not null;

-- Whether the session is in no final state: open ones are few, and are counted with every creation.
alter table session add column is_open boolean default true not null;
update session set is_open = false where state in ('ERROR', 'DEAD', 'SUCCESS');

create index session_line on session (project_id, queue, state, priority desc, ordinal);
create index session_open on session (project_id, is_open, owner);

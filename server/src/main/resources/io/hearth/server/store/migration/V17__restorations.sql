-- What became of sessions whose driver was replaced; without a row there never was another. A row goes with its session, also
-- when a gateway of the version before removes that. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

alter table statement add column recoverable boolean default false not null;

create table restoration (
    session_id varchar(36) primary key references session (id) on delete cascade,
    content text not null
);

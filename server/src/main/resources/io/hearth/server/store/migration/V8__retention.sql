-- What is removed when its time is over. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

-- Work that one gateway does for all: whoever finds it due makes it due again later, and thereby it is theirs until then.
create table chore (
    name varchar(64) primary key,
    due_at bigint not null,
    holder varchar(64)
);
insert into chore (name, due_at) values ('retention', 0);

-- The content of packages that the object store may have. A row is there before its object, and goes after it. What is pinned is a
-- module's, and stays.
create table content (
    sha256 varchar(64) primary key,
    unreferenced_since bigint,
    pinned boolean not null
);
insert into content (sha256, pinned) select distinct sha256, false from package where sha256 is not null;
create index content_unreferenced on content (unreferenced_since);

create index session_finished on session (is_open, updated_at, id);

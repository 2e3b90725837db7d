-- Times are milliseconds since the epoch. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

create table admission (
    id integer primary key
);
insert into admission (id) values (1);

create table queue (
    project_id varchar(64) not null,
    name varchar(128) not null,
    compute_units bigint not null,
    primary key (project_id, name)
);

-- A driver is not a session: one may be launched before any session wants it, and may hold several.
create table driver (
    id varchar(36) primary key,
    secret_hash varchar(64) not null,
    epoch bigint not null,
    applied_sequence bigint not null,
    memory_bytes bigint not null,
    work_directory varchar(4096) not null,
    pid bigint,
    process_started_at bigint,
    launched_at bigint not null,
    detached_at bigint not null,
    ending_cause varchar(64),
    ending_detail text,
    ended_at bigint not null
);
create index driver_alive on driver (ended_at);

create table session (
    id varchar(36) primary key,
    ordinal bigint generated always as identity unique,
    project_id varchar(64) not null,
    owner varchar(255),
    queue varchar(128) not null,
    compute_units bigint not null,
    idle_timeout_seconds bigint not null,
    plan text not null,
    state varchar(16) not null,
    application_id varchar(255),
    ui_address varchar(255),
    created_at bigint not null,
    updated_at bigint not null,
    idle_since bigint not null,
    driver_id varchar(36) references driver (id),
    cause varchar(64),
    cause_detail text,
    next_statement integer default 0 not null
);
create index session_by_project on session (project_id, ordinal);
create index session_by_state on session (state, ordinal);
create index session_by_driver on session (driver_id);

create table statement (
    session_id varchar(36) not null references session (id),
    number integer not null,
    code text not null,
    state varchar(16) not null,
    progress double precision not null,
    outcome text,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (session_id, number)
);
create index statement_by_state on statement (session_id, state, number);

create table session_event (
    session_id varchar(36) not null references session (id),
    position bigint generated always as identity,
    at bigint not null,
    name varchar(64) not null,
    detail text,
    primary key (session_id, position)
);

-- What drivers print lies in the object store in chunks; here stands which lines each chunk has, and how far the
-- driver's own file was read.
create table log_stream (
    session_id varchar(36) not null references session (id),
    stream varchar(8) not null,
    newest text not null,
    source_position bigint not null,
    primary key (session_id, stream)
);
create table log_chunk (
    session_id varchar(36) not null references session (id),
    stream varchar(8) not null,
    number integer not null,
    line_count integer not null,
    byte_count bigint not null,
    object_key varchar(255) not null,
    primary key (session_id, stream, number)
);

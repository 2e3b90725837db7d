-- What requests with a key have made. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

-- The place is a digest of project, route, key and caller, so that a key counts where it was used and for whom, and what a caller
-- took for a key is not kept. A session that was removed since leaves its rows here until their time is over: a request that comes
-- again must not be done again.
create table request_key (
    place varchar(64) primary key,
    body_hash varchar(64) not null,
    session_id varchar(36) not null,
    statement integer,
    kept_until bigint not null
);
create index request_key_by_end on request_key (kept_until);

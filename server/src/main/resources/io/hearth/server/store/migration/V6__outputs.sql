-- What statements printed beyond what is shown of it: which bytes lie in which object. The same file runs on H2
-- (MODE=PostgreSQL) and PostgreSQL.

create table output_piece (
    session_id varchar(36) not null,
    statement integer not null,
    start_byte bigint not null,
    byte_count bigint not null,
    object_key varchar(255) not null,
    primary key (session_id, statement, start_byte),
    foreign key (session_id, statement) references statement (session_id, number) on delete cascade
);

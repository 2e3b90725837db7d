-- Several gateways on one database. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

-- The gateways that live. A row is there from a gateway's start until it leaves or others find that it shows no sign of life;
-- whoever has lost its row is none any more, and never gets it back.
create table gateway (
    id varchar(36) primary key,
    place bigint generated always as identity,
    machine varchar(64) not null,
    boot varchar(64) not null,
    pid bigint not null,
    process_started_at bigint not null,
    address varchar(255),
    certificate text,
    memory_bytes bigint not null,
    beats bigint not null
);

-- Who watches a driver's process, on which machine it is, and to which gateway the driver is connected.
alter table driver add column keeper varchar(36);
alter table driver add column machine varchar(64);
alter table driver add column link varchar(36);
create index driver_by_link on driver (link, ended_at);
create index driver_by_keeper on driver (keeper, ended_at);

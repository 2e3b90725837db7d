-- Drivers that were launched before their session. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

alter table driver add column pool_state varchar(16);
alter table driver add column pool_project varchar(64);
alter table driver add column pool_queue varchar(128);
alter table driver add column pool_jvm varchar(255);
alter table driver add column pool_compute_units bigint;
alter table driver add column pool_since bigint;

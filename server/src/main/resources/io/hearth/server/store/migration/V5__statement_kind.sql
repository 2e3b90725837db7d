-- The language of a statement. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

alter table statement add column kind varchar(16) default 'SPARK' not null;

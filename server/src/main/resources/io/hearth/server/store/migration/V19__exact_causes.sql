-- The kind of a cause, beside the cause that every version knows. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

alter table session add column exact_cause varchar(64);
alter table driver add column ending_exact_cause varchar(64);

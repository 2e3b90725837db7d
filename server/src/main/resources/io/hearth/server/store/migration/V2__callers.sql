-- Who may call. Times are milliseconds since the epoch. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

-- One row: the lock under which users, projects, roles and keys change, and what tells the right master key.
create table authority (
    id integer primary key,
    master_key_check varchar(64)
);
insert into authority (id) values (1);

create table project (
    id varchar(64) primary key,
    name varchar(64) not null unique,
    enabled boolean not null,
    created_at bigint not null
);

create table gateway_user (
    id varchar(36) primary key,
    name varchar(64) not null unique,
    password_hash varchar(255),
    enabled boolean not null,
    system_admin boolean not null,
    created_at bigint not null
);

create table role_grant (
    user_id varchar(36) not null references gateway_user (id),
    project_id varchar(64) not null references project (id),
    role varchar(16) not null,
    primary key (user_id, project_id)
);
create index role_grant_by_project on role_grant (project_id);

create table access_key (
    id varchar(20) primary key,
    user_id varchar(36) not null references gateway_user (id),
    encrypted_secret varchar(255) not null,
    enabled boolean not null,
    created_at bigint not null
);
create index access_key_by_user on access_key (user_id);

-- The project is not referenced: whether it is still there is asked each time a token is used.
create table token (
    hash varchar(64) primary key,
    user_id varchar(36) not null references gateway_user (id),
    project_id varchar(64) not null,
    issued_at bigint not null,
    expires_at bigint not null
);
create index token_by_user on token (user_id);
create index token_by_expiry on token (expires_at);

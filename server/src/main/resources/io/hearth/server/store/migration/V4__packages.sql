-- Packages. Times are milliseconds since the epoch. The same file runs on H2 (MODE=PostgreSQL) and PostgreSQL.

-- One row: the lock under which packages and groups change.
create table package_lock (
    id integer primary key
);
insert into package_lock (id) values (1);

create table package_group (
    project_id varchar(64) not null,
    name varchar(64) not null,
    owner varchar(255) not null,
    mode varchar(16) not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (project_id, name)
);

-- What is in no group has an empty one. The content lies in the object store under its digest; an upload is what is being
-- fetched for the package, as JSON.
create table package (
    project_id varchar(64) not null,
    group_name varchar(64) not null,
    name varchar(128) not null,
    kind varchar(16) not null,
    status varchar(16) not null,
    sha256 varchar(64),
    bytes bigint not null,
    owner varchar(255) not null,
    reason text,
    created_at bigint not null,
    updated_at bigint not null,
    tags text not null,
    upload text,
    primary key (project_id, group_name, name)
);
create index package_by_status on package (status);
create index package_by_content on package (sha256);

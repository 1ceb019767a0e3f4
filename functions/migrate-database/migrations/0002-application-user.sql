-- The user as whom the functions work. It gets its password from its secret, apart from the migrations. It deletes
-- nothing, and changes only the columns that change in the life of a row.

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'deposits_app') then
    create role deposits_app;
  end if;
end
$$;

alter role deposits_app login noinherit nocreatedb nocreaterole;

alter role deposits_app set search_path = pg_catalog;

alter role deposits_app set timezone = 'UTC';

alter role deposits_app set statement_timeout = '20s';

alter role deposits_app set idle_in_transaction_session_timeout = '60s';

grant usage on schema deposits to deposits_app;

grant select, insert on deposits.deposit to deposits_app;

grant update (status, updated_at) on deposits.deposit to deposits_app;

grant select, insert on deposits.outbox to deposits_app;

grant update (published_at) on deposits.outbox to deposits_app;

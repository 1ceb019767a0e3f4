-- Deposits, and the outbox of the events that tell of them.

create table if not exists deposits.deposit (
  id                     uuid primary key,
  status                 text not null,
  amount_minor           bigint not null,
  currency               text not null,
  cheque_number          text not null,
  drawer_routing_number  text not null,
  drawer_account_number  text not null,
  deposit_account_number text not null,
  deposit_box_id         text not null,
  submitted_by           text not null,
  received_at            timestamptz not null,
  updated_at             timestamptz not null default now(),
  constraint deposit_status check (status in ('RECEIVED', 'CLEARING', 'CLEARED', 'REJECTED')),
  constraint deposit_amount check (amount_minor between 1 and 999999999999),
  constraint deposit_currency check (currency ~ '^[A-Z]{3}$'),
  constraint deposit_cheque_number check (cheque_number ~ '^[0-9]{1,12}$'),
  constraint deposit_drawer_routing_number check (drawer_routing_number ~ '^[0-9]{9}$'),
  constraint deposit_drawer_account_number check (drawer_account_number ~ '^[0-9]{4,17}$'),
  constraint deposit_account_number check (deposit_account_number ~ '^[0-9]{4,17}$'),
  constraint deposit_box_id check (length(deposit_box_id) between 3 and 40),
  constraint deposit_submitted_by check (length(submitted_by) between 1 and 2048)
);

comment on table deposits.deposit is 'One cheque that a customer dropped into a deposit box.';
comment on column deposits.deposit.amount_minor is 'In the minor unit of the currency, such as cents.';

-- To find the same cheque presented twice.
create index if not exists deposit_cheque
  on deposits.deposit (drawer_routing_number, drawer_account_number, cheque_number);

create table if not exists deposits.outbox (
  event_id       uuid primary key,
  deposit_id     uuid not null references deposits.deposit (id),
  event_type     text not null,
  schema_version integer not null,
  payload        jsonb not null,
  created_at     timestamptz not null default now(),
  published_at   timestamptz,
  constraint outbox_event_type check (length(event_type) between 1 and 128),
  constraint outbox_schema_version check (schema_version >= 1)
);

comment on table deposits.outbox is 'An event is stored with what it tells of, and marked when the bus has taken it.';

-- Few rows wait at a time; the index holds only those.
create index if not exists outbox_unpublished on deposits.outbox (created_at) where published_at is null;

create index if not exists outbox_deposit on deposits.outbox (deposit_id);

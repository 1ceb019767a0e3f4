-- The ledger: double entry, append-only, hash-chained, one entry for each deposit. docs/ledger.md says what is
-- guaranteed by what. Every value is fixed here and none by the caller: the application user names a deposit, and has
-- no right to write to the ledger otherwise.

create table if not exists deposits.ledger_entry (
  sequence       bigint primary key,
  deposit_id     uuid not null,
  currency       text not null,
  debit_account  text not null,
  debit_minor    bigint not null,
  credit_account text not null,
  credit_minor   bigint not null,
  posted_at      timestamptz(3) not null,
  previous_hash  text not null,
  hash           text not null,
  constraint ledger_entry_sequence check (sequence >= 1),
  constraint ledger_entry_deposit unique (deposit_id),
  constraint ledger_entry_deposit_exists foreign key (deposit_id) references deposits.deposit (id),
  constraint ledger_entry_currency check (currency ~ '^[A-Z]{3}$'),
  constraint ledger_entry_debit_account check (debit_account ~ '^[A-Z][A-Z-]{2,39}$'),
  constraint ledger_entry_credit_account check (credit_account ~ '^[0-9]{4,17}$'),
  constraint ledger_entry_amount check (debit_minor between 1 and 999999999999),
  constraint ledger_entry_balance check (debit_minor = credit_minor),
  constraint ledger_entry_previous_hash check (previous_hash ~ '^[0-9a-f]{64}$'),
  constraint ledger_entry_hash check (hash ~ '^[0-9a-f]{64}$')
);

comment on table deposits.ledger_entry is
  'One posted deposit. The debit and the credit are columns of one row, so that a constraint on the row balances them.';
comment on column deposits.ledger_entry.debit_account is
  'An account of the bank itself, in capitals, and so never the account of a customer, which is digits.';
comment on column deposits.ledger_entry.hash is 'What deposits.ledger_hash makes of the other columns.';

-- The two postings of each entry, the debit positive. They sum to zero for each entry, and so for each currency.
create or replace view deposits.ledger_posting as
  select sequence, deposit_id, debit_account as account, currency, debit_minor as amount_minor, posted_at
    from deposits.ledger_entry
  union all
  select sequence, deposit_id, credit_account, currency, -credit_minor, posted_at
    from deposits.ledger_entry;

-- The end of the chain. Who posts locks this row, so that entries follow one another without a gap.
create table if not exists deposits.ledger_head (
  is_only  boolean primary key default true,
  sequence bigint not null,
  hash     text not null,
  constraint ledger_head_only check (is_only)
);

insert into deposits.ledger_head (sequence, hash) values (0, repeat('0', 64)) on conflict (is_only) do nothing;

-- Where a verification found the chain whole. A chain that somebody computed anew, and so without a broken link,
-- differs from what was seen before.
create table if not exists deposits.ledger_anchor (
  sequence    bigint primary key,
  hash        text not null,
  verified_at timestamptz not null default now(),
  constraint ledger_anchor_sequence check (sequence >= 1),
  constraint ledger_anchor_hash check (hash ~ '^[0-9a-f]{64}$')
);

-- A member of the text that is hashed, its length before it: no two lists of members make the same text.
create or replace function deposits.ledger_member(member text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog
as $$ select concat(octet_length(convert_to(member, 'UTF8')), ' ', member, chr(10)) $$;

-- The hash of an entry, version 1. functions/deposits/ledger/entry-hash.ts computes the same, independently.
create or replace function deposits.ledger_hash(entry deposits.ledger_entry) returns text
language sql stable strict parallel safe set search_path = pg_catalog
as $$
  select encode(sha256(convert_to(concat(
    deposits.ledger_member('deposits.ledger-entry'),
    deposits.ledger_member('1'),
    deposits.ledger_member(cast(entry.sequence as text)),
    deposits.ledger_member(cast(entry.deposit_id as text)),
    deposits.ledger_member(entry.currency),
    deposits.ledger_member(entry.debit_account),
    deposits.ledger_member(cast(entry.debit_minor as text)),
    deposits.ledger_member(entry.credit_account),
    deposits.ledger_member(cast(entry.credit_minor as text)),
    deposits.ledger_member(cast(trunc(extract(epoch from entry.posted_at) * 1000000) as text)),
    deposits.ledger_member(entry.previous_hash)
  ), 'UTF8')), 'hex')
$$;

-- Whoever inserts an entry, its place in the chain is decided here.
create or replace function deposits.ledger_entry_link() returns trigger
language plpgsql set search_path = pg_catalog
as $$
declare
  head deposits.ledger_head;
begin
  select * into strict head from deposits.ledger_head for update;
  new.sequence = head.sequence + 1;
  new.previous_hash = head.hash;
  new.posted_at = clock_timestamp();
  new.hash = deposits.ledger_hash(new);
  return new;
end
$$;

create or replace function deposits.ledger_entry_advance() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
  update deposits.ledger_head set sequence = new.sequence, hash = new.hash;
  return null;
end
$$;

create or replace function deposits.ledger_head_guard() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
  if new.sequence = old.sequence + 1 and exists (
    select from deposits.ledger_entry
     where sequence = new.sequence and hash = new.hash and previous_hash = old.hash
  ) then
    return new;
  end if;
  raise exception 'the head of the ledger follows its newest entry' using errcode = '42501';
end
$$;

create or replace function deposits.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
  raise exception 'deposits.% is append-only', tg_table_name using errcode = '42501';
end
$$;

create or replace trigger ledger_entry_link
  before insert on deposits.ledger_entry for each row execute function deposits.ledger_entry_link();

create or replace trigger ledger_entry_advance
  after insert on deposits.ledger_entry for each row execute function deposits.ledger_entry_advance();

create or replace trigger ledger_entry_append_only
  before update or delete or truncate on deposits.ledger_entry
  for each statement execute function deposits.refuse_change();

create or replace trigger ledger_head_guard
  before update on deposits.ledger_head for each row execute function deposits.ledger_head_guard();

create or replace trigger ledger_head_stays
  before delete or truncate on deposits.ledger_head
  for each statement execute function deposits.refuse_change();

create or replace trigger ledger_anchor_append_only
  before update or delete or truncate on deposits.ledger_anchor
  for each statement execute function deposits.refuse_change();

-- Always: also where a session sets session_replication_role, which silences ordinary triggers.
alter table deposits.ledger_entry enable always trigger ledger_entry_link;
alter table deposits.ledger_entry enable always trigger ledger_entry_advance;
alter table deposits.ledger_entry enable always trigger ledger_entry_append_only;
alter table deposits.ledger_head enable always trigger ledger_head_guard;
alter table deposits.ledger_head enable always trigger ledger_head_stays;
alter table deposits.ledger_anchor enable always trigger ledger_anchor_append_only;

-- Posts a deposit that is being cleared, and makes it CLEARED; a deposit that is posted already changes nothing. Locks
-- the deposit first and the head last and for as short as possible; nobody who holds the head waits for a deposit.
create or replace function deposits.post_deposit(
  wanted_id uuid, out outcome text, out status text, out entry deposits.ledger_entry
)
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '5s'
as $$
declare
  found_deposit deposits.deposit;
begin
  -- Whoever is cut off between this statement and the commit would hold the head, and with it everybody.
  perform set_config('idle_in_transaction_session_timeout', '5s', true);
  select * into found_deposit from deposits.deposit where id = wanted_id for update;
  if not found then
    outcome = 'UNKNOWN';
    return;
  end if;
  status = found_deposit.status;
  select * into entry from deposits.ledger_entry where deposit_id = wanted_id;
  if found then
    outcome = 'ALREADY_POSTED';
    return;
  end if;
  if found_deposit.status not in ('CLEARING', 'AWAITING_APPROVAL') then
    outcome = 'NOT_POSTABLE';
    return;
  end if;
  update deposits.deposit set status = 'CLEARED', updated_at = clock_timestamp() where id = wanted_id;
  status = 'CLEARED';
  insert into deposits.ledger_entry
         (deposit_id, currency, debit_account, debit_minor, credit_account, credit_minor)
  values (wanted_id, found_deposit.currency, 'CHEQUES-IN-CLEARING', found_deposit.amount_minor,
          found_deposit.deposit_account_number, found_deposit.amount_minor)
  returning * into entry;
  outcome = 'POSTED';
end
$$;

-- PostgreSQL lets everybody call a new function.
revoke execute on function deposits.post_deposit(uuid) from public;

grant execute on function deposits.post_deposit(uuid) to deposits_app;

grant select on deposits.ledger_entry, deposits.ledger_posting, deposits.ledger_head to deposits_app;

grant select, insert (sequence, hash) on deposits.ledger_anchor to deposits_app;

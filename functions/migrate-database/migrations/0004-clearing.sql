-- The clearing of deposits: where they come from, what was decided about them, and what the checks look at.

alter table deposits.deposit drop constraint if exists deposit_status;

alter table deposits.deposit add constraint deposit_status
  check (status in ('RECEIVED', 'CLEARING', 'AWAITING_APPROVAL', 'CLEARED', 'REJECTED'));

alter table deposits.deposit add column if not exists channel text not null default 'box';

alter table deposits.deposit drop constraint if exists deposit_channel;

alter table deposits.deposit add constraint deposit_channel check (channel in ('box', 'batch'));

comment on column deposits.deposit.channel is 'box, of a customer and with an image, or batch, from the file of a branch.';

-- To find the same cheque, whether or not a reader kept the leading zeros. It takes the place of deposit_cheque.
create index if not exists deposit_presented_cheque
  on deposits.deposit (drawer_routing_number, ltrim(drawer_account_number, '0'), ltrim(cheque_number, '0'));

drop index if exists deposits.deposit_cheque;

create table if not exists deposits.decision (
  deposit_id    uuid primary key references deposits.deposit (id),
  decision      text not null,
  reasons       jsonb not null,
  approval      text,
  approved_by   text,
  posted_cheque text unique,
  decided_at    timestamptz not null,
  constraint decision_decision check (decision in ('POST', 'REJECT')),
  constraint decision_reasons check (jsonb_typeof(reasons) = 'array'),
  constraint decision_rejection_has_reasons check (decision = 'POST' or jsonb_array_length(reasons) > 0),
  constraint decision_approval check (approval in ('APPROVED', 'REFUSED', 'EXPIRED')),
  constraint decision_approved_by check (length(approved_by) between 1 and 2048),
  constraint decision_answered check ((approved_by is null) = (approval is null or approval = 'EXPIRED')),
  constraint decision_follows_approval check (decision = 'REJECT' or approval is null or approval = 'APPROVED'),
  constraint decision_posted_cheque check ((posted_cheque is null) = (decision = 'REJECT'))
);

comment on table deposits.decision is 'What was decided about a deposit, once and for all.';
comment on column deposits.decision.approved_by is 'The identity of the person who approved or refused, where one was asked.';
comment on column deposits.decision.posted_cheque is 'Names the cheque of a deposit that is to be posted. Unique, so that no cheque is posted twice.';

create table if not exists deposits.blocked_drawer (
  routing_number text not null,
  account_number text not null,
  reason         text not null,
  blocked_at     timestamptz not null default now(),
  primary key (routing_number, account_number),
  constraint blocked_drawer_routing_number check (routing_number ~ '^[0-9]{9}$'),
  constraint blocked_drawer_account_number check (account_number ~ '^[0-9]{4,17}$'),
  constraint blocked_drawer_reason check (length(reason) between 1 and 200)
);

comment on table deposits.blocked_drawer is 'Accounts on which no cheque is taken. Kept by the bank, read by the screening.';

create table if not exists deposits.account_restriction (
  account_number text primary key,
  kind           text not null,
  restricted_at  timestamptz not null default now(),
  constraint account_restriction_account_number check (account_number ~ '^[0-9]{4,17}$'),
  constraint account_restriction_kind check (kind in ('FROZEN', 'CLOSED'))
);

comment on table deposits.account_restriction is 'Accounts that may receive no deposit. An account without a row may.';

-- Decisions are made and never changed. The two lists are read only: whoever keeps them has a user of their own.
grant select, insert on deposits.decision to deposits_app;

grant select on deposits.blocked_drawer to deposits_app;

grant select on deposits.account_restriction to deposits_app;

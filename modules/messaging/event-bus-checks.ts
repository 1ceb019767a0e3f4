import { Problems } from '../core/errors';
import { checkMatch, type EventMatch, isDetailType } from './event-match';

/** The props of a bus that have limits. */
export interface LimitedEventBusProps {
  readonly name: string;
  readonly kmsKeyArn?: string;
  readonly archive?: {
    readonly retentionDays: number;
    readonly acceptAwsOwnedKey?: boolean;
    readonly matches?: EventMatch;
  };
  readonly undecryptableEventsQueueArn?: string;
  readonly sources?: readonly string[];
  readonly publisherAccountIds?: readonly string[];
}

/** Records everything that is wrong with the props of a bus. Limits: EventBridge, `CreateEventBus`, `CreateArchive`. */
export function checkEventBus(problems: Problems, props: LimitedEventBusProps): void {
  checkName(problems, props);
  checkArchive(problems, props);
  const { kmsKeyArn, undecryptableEventsQueueArn, sources = [], publisherAccountIds = [] } = props;
  problems.check(undecryptableEventsQueueArn === undefined || kmsKeyArn !== undefined, {
    code: 'event-bus-dead-letters',
    property: 'undecryptableEventsQueueArn',
    received: undecryptableEventsQueueArn,
    allowed: 'a queue on a bus with a customer key',
    fix: 'Give kmsKeyArn, or leave the queue out: without a customer key no event fails to decrypt.',
  });
  sources.forEach((source, index) => {
    problems.check(/^(?!aws\.)[\w./-]{1,256}$/.test(source), {
      code: 'event-bus-source',
      property: `sources[${index}]`,
      received: source,
      allowed: '1 to 256 letters, digits and . _ - /, not beginning with aws.',
      fix: 'Name the system that publishes, such as deposits.',
    });
  });
  publisherAccountIds.forEach((accountId, index) => {
    problems.check(/^\d{12}$/.test(accountId), {
      code: 'event-bus-account',
      property: `publisherAccountIds[${index}]`,
      received: accountId,
      allowed: 'twelve digits',
      fix: 'Give the id of the account, with its leading zeros.',
    });
  });
}

function checkName(problems: Problems, { name, archive }: LimitedEventBusProps): void {
  const most = archive ? 48 : 256;
  const wellFormed = /^[A-Za-z0-9._-]+$/.test(name) && !name.startsWith('aws.') && name !== 'default';
  problems.check(wellFormed && name.length <= most, {
    code: 'event-bus-name',
    property: 'name',
    received: name,
    allowed: `1 to ${most} letters, digits and . - _, not "default", not beginning with aws.`,
    fix: archive ? 'Shorten the name: the archive is named like the bus.' : 'Choose a name of your own.',
  });
}

function checkArchive(problems: Problems, { archive, kmsKeyArn }: LimitedEventBusProps): void {
  if (!archive) return;
  const { retentionDays, acceptAwsOwnedKey = false, matches } = archive;
  if (matches) checkMatch(problems, 'event-bus-archive', 'archive.matches', matches);
  problems.check(Number.isInteger(retentionDays) && retentionDays >= 1 && retentionDays <= 3650, {
    code: 'event-bus-archive-retention',
    property: 'archive.retentionDays',
    received: retentionDays,
    allowed: 'a whole number from 1 to 3650',
    fix: 'Say for how many days events may be replayed.',
  });
  problems.check(kmsKeyArn === undefined || acceptAwsOwnedKey, {
    code: 'event-bus-archive-key',
    property: 'archive.acceptAwsOwnedKey',
    received: acceptAwsOwnedKey,
    allowed: 'true, on a bus with a customer key',
    fix: 'Accept that the archive is encrypted with an AWS-owned key (provider 5.100 offers no other), or leave it out.',
  });
}

/** @throws InvalidInputError for a type of events that EventBridge would refuse, or an empty list of them */
export function checkPublishLimits(path: string, detailTypes: readonly string[] | undefined): void {
  const problems = new Problems();
  problems.check(detailTypes === undefined || (detailTypes.length > 0 && detailTypes.every(isDetailType)), {
    code: 'event-bus-detail-types',
    property: 'detailTypes',
    received: detailTypes,
    allowed: 'at least one type of 1 to 128 characters',
    fix: 'Name the types of events that are published, or leave the limit out.',
  });
  problems.throwIfAny(path);
}

import { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { CloudwatchEventBusPolicy } from '@cdktf/provider-aws/lib/cloudwatch-event-bus-policy';
import { Construct } from 'constructs';
import type { Capability, Condition, IGrantee, IUsable } from '../core/capability';
import { Problems } from '../core/errors';
import { jsonWithReferences } from '../core/json-with-references';
import { pascalCase } from '../core/naming';
import type { AwsLocation } from '../identity/aws-location';
import { regionalArn } from '../identity/aws-location';
import { type PolicyStatement, policyDocument } from '../identity/policy-document';
import { BUS_KEY_ACTIONS, BUS_KEY_CHECK_ACTIONS, BUS_PUBLISH_ACTIONS } from './actions';
import { checkEventBus, checkPublishLimits } from './event-bus-checks';
import { type EventMatch, patternOf } from './event-match';

export type EventBusAccess = 'publish';

export interface EventBusProps {
  /** At most 48 characters, which is what an archive's name may have; 256 without an archive. */
  readonly name: string;
  /** What flows over it. @default 'Events of <name>' */
  readonly description?: string;
  /** The customer key of the events. Its policy must hold `EventBus.keyStatements`. @default an AWS-owned key */
  readonly kmsKeyArn?: string;
  /** Keeps the events for replay. @default no archive */
  readonly archive?: EventArchiveProps;
  /**
   * The queue for events that could not be encrypted or decrypted: only with a customer key, and then advised by AWS.
   * The queue must admit `events.amazonaws.com` for this bus (`QueueProps.senders`).
   *
   * @default none: such events are lost
   */
  readonly undecryptableEventsQueueArn?: string;
  /**
   * The event sources that publishers may name, such as `deposits`. Keeps one producer from speaking as another.
   *
   * @default any
   */
  readonly sources?: readonly string[];
  /** Other accounts that may publish. @default none, and no resource policy: identities of this account need a grant only */
  readonly publisherAccountIds?: readonly string[];
}

export interface EventArchiveProps {
  /** 1 to 3,650 days. */
  readonly retentionDays: number;
  /**
   * Provider 5.100 cannot give an archive a customer key: what it keeps is encrypted with a key that AWS owns. With a
   * customer key on the bus that has to be accepted in writing.
   *
   * @default false
   */
  readonly acceptAwsOwnedKey?: boolean;
  /** Which events are kept. @default all */
  readonly matches?: EventMatch;
}

/** What a publisher is limited to, besides what the bus limits all publishers to. */
export interface PublishLimits {
  /** The types of events, such as `DepositReceived`. @default any */
  readonly detailTypes?: readonly string[];
}

/** What another stack has to know of a bus to publish to it. */
export interface EventBusAttributes {
  readonly busArn: string;
  readonly busName: string;
  /** As in {@link EventBusProps.sources}. @default any */
  readonly sources?: readonly string[];
}

export interface IEventBus extends IUsable<EventBusAccess> {
  readonly busArn: string;
  readonly busName: string;
  /** The name as a plain string where `busName` is a reference: for ARNs of rules in policies. @default busName */
  readonly knownName?: string;
  /**
   * What it takes to publish.
   *
   * @throws InvalidInputError for a type of events that EventBridge would refuse, or an empty list of them
   */
  use(access: EventBusAccess, limits?: PublishLimits): Capability;
  /** Allows the grantee to publish events and opens the network path to EventBridge. */
  grantPublish(grantee: IGrantee, limits?: PublishLimits): void;
}

/**
 * A bus of EventBridge.
 *
 * Publishing takes `events:PutEvents` on the bus and nothing of its key: with a customer key it is EventBridge, as
 * `events.amazonaws.com`, that asks for data keys, under the key's own policy. The caller of `PutEvents` therefore has no
 * KMS statement.
 *
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class EventBus extends Construct implements IEventBus {
  /** A bus of another stack or team. */
  static fromAttributes(scope: Construct, id: string, attributes: EventBusAttributes): IEventBus {
    return new ImportedEventBus(scope, id, attributes);
  }

  /** The ARN that a bus of the name has, for a key's or a queue's policy that is made before the bus. */
  static arnOf(location: AwsLocation, busName: string): string {
    return regionalArn(location, 'events', `event-bus/${busName}`);
  }

  /** What the policy of a bus's customer key must say, for just this bus. */
  static keyStatements(location: AwsLocation, busName: string): readonly PolicyStatement[] {
    const busArn = EventBus.arnOf(location, busName);
    const principals = [{ type: 'Service', identifiers: ['events.amazonaws.com'] }] as const;
    const fromAccount: Condition = {
      test: 'StringEquals',
      variable: 'aws:SourceAccount',
      values: [location.accountId],
    };
    const forBus: readonly Condition[] = [
      { test: 'ArnEquals', variable: 'aws:SourceArn', values: [busArn] },
      { test: 'StringEquals', variable: 'kms:EncryptionContext:aws:events:event-bus:arn', values: [busArn] },
    ];
    const purpose = pascalCase(busName);
    return [
      {
        sid: `CheckKeyFor${purpose}`,
        actions: BUS_KEY_CHECK_ACTIONS,
        resources: ['*'],
        principals,
        conditions: [fromAccount],
      },
      {
        sid: `EncryptEventsOf${purpose}`,
        actions: BUS_KEY_ACTIONS,
        resources: ['*'],
        principals,
        conditions: [fromAccount, ...forBus],
      },
    ];
  }

  readonly busArn: string;
  /** A reference: what uses it is made after the bus. */
  readonly busName: string;
  readonly knownName: string;
  private readonly usable: EventBusAttributes;

  constructor(scope: Construct, id: string, props: EventBusProps) {
    super(scope, id);
    const problems = new Problems();
    checkEventBus(problems, props);
    problems.throwIfAny(this.node.path);
    const { name, description = `Events of ${name}`, undecryptableEventsQueueArn } = props;
    const bus = new CloudwatchEventBus(this, 'bus', {
      name,
      description,
      kmsKeyIdentifier: props.kmsKeyArn,
      deadLetterConfig: undecryptableEventsQueueArn ? { arn: undecryptableEventsQueueArn } : undefined,
      tags: { Name: name },
    });
    this.busArn = bus.arn;
    this.busName = bus.name;
    this.knownName = name;
    this.usable = { busArn: this.busArn, busName: this.busName, sources: props.sources };
    this.createArchive(name, props.archive);
    this.createPolicy(props.publisherAccountIds ?? []);
  }

  use(access: EventBusAccess, limits: PublishLimits = {}): Capability {
    checkPublishLimits(this.node.path, limits.detailTypes);
    return capability(this.node.id, access, this.usable, limits);
  }

  grantPublish(grantee: IGrantee, limits: PublishLimits = {}): void {
    grantee.accept(this.use('publish', limits));
  }

  /**
   * What another stack has to know of the bus. The name is the plain one: what is made from it there, such as the ARN of
   * a rule, can be read in a review.
   */
  attributes(): EventBusAttributes {
    const { sources } = this.usable;
    return { busArn: this.busArn, busName: this.knownName, ...(sources && { sources }) };
  }

  private createArchive(name: string, archive: EventArchiveProps | undefined): void {
    if (!archive) return;
    new CloudwatchEventArchive(this, 'archive', {
      name,
      description: archive.matches
        ? `Some events of ${name}, for replay`
        : `All events of ${name}, for replay`,
      eventSourceArn: this.busArn,
      retentionDays: archive.retentionDays,
      eventPattern: archive.matches && jsonWithReferences(patternOf(archive.matches)),
    });
  }

  private createPolicy(accountIds: readonly string[]): void {
    if (accountIds.length === 0) return;
    const statement: PolicyStatement = {
      sid: 'PublishFromNamedAccounts',
      actions: BUS_PUBLISH_ACTIONS,
      resources: [this.busArn],
      principals: [{ type: 'AWS', identifiers: [...accountIds].sort() }],
      conditions: sourceConditions(this.usable.sources),
    };
    new CloudwatchEventBusPolicy(this, 'policy', {
      eventBusName: this.busName,
      policy: policyDocument(this, 'policy-document', [statement]),
    });
  }
}

class ImportedEventBus extends Construct implements IEventBus {
  readonly busArn: string;
  readonly busName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly usable: EventBusAttributes,
  ) {
    super(scope, id);
    this.busArn = usable.busArn;
    this.busName = usable.busName;
  }

  use(access: EventBusAccess, limits: PublishLimits = {}): Capability {
    checkPublishLimits(this.node.path, limits.detailTypes);
    return capability(this.node.id, access, this.usable, limits);
  }

  grantPublish(grantee: IGrantee, limits: PublishLimits = {}): void {
    grantee.accept(this.use('publish', limits));
  }
}

function capability(
  name: string,
  access: EventBusAccess,
  bus: EventBusAttributes,
  limits: PublishLimits,
): Capability {
  return {
    title: `${name}: ${access}`,
    statements: [
      {
        sid: `PublishTo${pascalCase(name)}`,
        actions: BUS_PUBLISH_ACTIONS,
        resources: [bus.busArn],
        conditions: [...sourceConditions(bus.sources), ...typeConditions(limits.detailTypes)],
      },
    ],
    destinations: [{ kind: 'service', service: 'events' }],
    configuration: { busName: bus.busName },
  };
}

function sourceConditions(sources: readonly string[] = []): readonly Condition[] {
  return sources.length === 0
    ? []
    : [{ test: 'StringEquals', variable: 'events:source', values: [...sources].sort() }];
}

/** EventBridge checks each entry of `PutEvents` by itself, so a plain comparison is right. */
function typeConditions(detailTypes: readonly string[] = []): readonly Condition[] {
  return detailTypes.length === 0
    ? []
    : [{ test: 'StringEquals', variable: 'events:detail-type', values: [...detailTypes].sort() }];
}

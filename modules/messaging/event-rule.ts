import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { IFunction } from '../compute/invocation';
import { InvalidInputError, Problems } from '../core/errors';
import { jsonWithReferences } from '../core/json-with-references';
import { pascalCase } from '../core/naming';
import { type AwsLocation, regionalArn } from '../identity/aws-location';
import { START_EXECUTION_ACTIONS } from './actions';
import type { IEventBus } from './event-bus';
import type { EventInput } from './event-input';
import { type AwsEventMatch, type EventMatch, patternOf } from './event-match';
import { checkEventRule, checkTarget, MAX_TARGETS } from './event-rule-checks';
import type { IQueue } from './queue';
import { ServiceRole } from './service-role';
import type { ITopic } from './topic';

export interface EventRuleProps {
  /** 1 to 64 letters, digits and `. - _`. */
  readonly name: string;
  readonly location: AwsLocation;
  /** `default` is the bus of the account, on which AWS services publish. */
  readonly bus: Pick<IEventBus, 'busName' | 'knownName'> | 'default';
  /** Which events: on a bus of the system by source and types, on the default bus also by any pattern. */
  readonly matches: EventMatch | AwsEventMatch;
  /** What the rule is for. @default 'Events of <bus> for <name>' */
  readonly description?: string;
  /** @default true */
  readonly enabled?: boolean;
  /** Bounds the roles that the rule makes. @default no boundary */
  readonly permissionsBoundaryArn?: string;
}

/** What every target can be told. */
export interface EventTargetOptions {
  /** Takes the events that the target did not take. Told to admit the rule. */
  readonly deadLetters: IQueue;
  /** For how long an event is offered, 60 to 86,400. @default 86400 (a day) */
  readonly maximumEventAgeSeconds?: number;
  /** How often an event is offered again, 0 to 185. @default 185 */
  readonly retryAttempts?: number;
  /** @default the whole event */
  readonly input?: EventInput;
}

export interface QueueTarget extends EventTargetOptions {
  /** Told to admit the rule. */
  readonly queue: IQueue;
}

export interface TopicTarget extends EventTargetOptions {
  /** Told to admit the rule. */
  readonly topic: ITopic;
}

export interface FunctionTarget extends EventTargetOptions {
  /** Called through its alias; told to allow the rule. */
  readonly function: IFunction;
}

export interface StateMachineTarget extends EventTargetOptions {
  readonly stateMachineArn: string;
  /** Of the role that starts it, at most 64 characters. @default '<name of the rule>-<id of the target>' */
  readonly roleName?: string;
}

/** What another stack has to know of a rule, for alarms. */
export interface EventRuleAttributes {
  readonly ruleName: string;
  readonly ruleArn: string;
}

/** Where an event goes, in the terms of the resource. */
interface Destination {
  readonly arn: string;
  readonly roleArn?: string;
  readonly dependsOn?: ITerraformDependable[];
}

/** The ARN that a rule has, for policies that are made before the rule. */
export function eventRuleArn(location: AwsLocation, busName: string, ruleName: string): string {
  const path = busName === 'default' ? ruleName : `${busName}/${ruleName}`;
  return regionalArn(location, 'events', `rule/${path}`);
}

/**
 * A rule of EventBridge: which events of a bus go where.
 *
 * Queues, topics and functions admit the rule by their own policies, for which they are told here; AWS advises against a
 * role for these targets. A state machine has no policy of its own: for it a role is made that can start just the one,
 * and that EventBridge can take for just this rule.
 *
 * Every target has dead letters. An event that EventBridge may not deliver (a missing permission, a key that refuses)
 * goes there without a second attempt, and otherwise would be gone with a metric as its only trace.
 *
 * @throws InvalidInputError with everything that is wrong with the props, and, when the app is validated, without a target
 */
export class EventRule extends Construct {
  /** As {@link eventRuleArn}. */
  static arnOf(location: AwsLocation, busName: string, ruleName: string): string {
    return eventRuleArn(location, busName, ruleName);
  }

  readonly ruleName: string;
  readonly ruleArn: string;
  private readonly rule: CloudwatchEventRule;
  /** Plain where the bus's name is: policies that hold it do not wait for the rule. */
  private readonly knownArn: string;
  private readonly targets = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EventRuleProps,
  ) {
    super(scope, id);
    const problems = new Problems();
    checkEventRule(problems, props);
    problems.throwIfAny(this.node.path);
    const { name, location, bus, matches, enabled = true } = props;
    const busName = bus === 'default' ? bus : bus.busName;
    const knownName = bus === 'default' ? bus : (bus.knownName ?? busName);
    this.rule = new CloudwatchEventRule(this, 'rule', {
      name,
      description: props.description ?? `Events of ${knownName} for ${name}`,
      eventBusName: busName,
      eventPattern: jsonWithReferences(patternOf(matches)),
      state: enabled ? 'ENABLED' : 'DISABLED',
      tags: { Name: name },
    });
    this.ruleName = name;
    this.ruleArn = this.rule.arn;
    this.knownArn = eventRuleArn(location, knownName, name);
    this.node.addValidation({ validate: () => this.missingTarget() });
  }

  /** Sends the events to the queue. @param id names the target: a contract, as all construct ids are */
  addQueue(id: string, { queue, ...options }: QueueTarget): void {
    this.checkTarget(id, options);
    this.admitTo(queue);
    this.addTarget(id, options, { arn: queue.queueArn });
  }

  /** Publishes the events to the topic. @param id as in {@link addQueue} */
  addTopic(id: string, { topic, ...options }: TopicTarget): void {
    this.checkTarget(id, options);
    this.admitTo(topic);
    this.addTarget(id, options, { arn: topic.topicArn });
  }

  /**
   * Calls the function, asynchronously: what it throws is the business of its own `onFailure`.
   *
   * @param id as in {@link addQueue}
   */
  addFunction(id: string, { function: called, ...options }: FunctionTarget): void {
    this.checkTarget(id, options);
    // Without the account: EventBridge does not send it, and the ARN of the rule holds it.
    const permission = called.allowInvokeBy(`${this.node.id}-${id}`, {
      service: 'events.amazonaws.com',
      sourceArn: this.knownArn,
    });
    this.addTarget(id, options, { arn: called.aliasArn, dependsOn: [permission] });
  }

  /** Starts the state machine with the event as its input. @param id as in {@link addQueue} */
  addStateMachine(id: string, { stateMachineArn, roleName, ...options }: StateMachineTarget): void {
    this.checkTarget(id, options);
    const { name, location, permissionsBoundaryArn } = this.props;
    const role = new ServiceRole(this, `role-${id}`, {
      name: roleName ?? `${name}-${id}`,
      description: `EventBridge starts a state machine for the rule ${name}`,
      service: 'events.amazonaws.com',
      sourceArn: this.knownArn,
      accountId: location.accountId,
      statements: [
        { sid: `Start${pascalCase(id)}`, actions: START_EXECUTION_ACTIONS, resources: [stateMachineArn] },
      ],
      permissionsBoundaryArn,
    });
    this.addTarget(id, options, { arn: stateMachineArn, roleArn: role.arn, dependsOn: [role.policy] });
  }

  /** What another stack has to know of the rule. */
  attributes(): EventRuleAttributes {
    return { ruleName: this.ruleName, ruleArn: this.knownArn };
  }

  private checkTarget(id: string, options: EventTargetOptions): void {
    checkTarget(this.node.path, id, this.targets.size, options);
    this.targets.add(id);
  }

  private admitTo(receiver: Pick<IQueue, 'admit'>): void {
    receiver.admit({ service: 'events.amazonaws.com', sourceArn: this.knownArn });
  }

  private addTarget(id: string, options: EventTargetOptions, destination: Destination): void {
    const { deadLetters, maximumEventAgeSeconds = 86_400, retryAttempts = 185, input } = options;
    this.admitTo(deadLetters);
    new CloudwatchEventTarget(this, `target-${id}`, {
      rule: this.rule.name,
      eventBusName: this.rule.eventBusName,
      targetId: id,
      arn: destination.arn,
      roleArn: destination.roleArn,
      inputPath: input && 'path' in input ? input.path : undefined,
      inputTransformer:
        input && 'template' in input
          ? { inputPaths: { ...input.paths }, inputTemplate: input.template }
          : undefined,
      retryPolicy: { maximumEventAgeInSeconds: maximumEventAgeSeconds, maximumRetryAttempts: retryAttempts },
      deadLetterConfig: { arn: deadLetters.queueArn },
      dependsOn: destination.dependsOn,
    });
  }

  private missingTarget(): string[] {
    if (this.targets.size > 0) return [];
    const problem = {
      code: 'event-rule-targets',
      property: 'targets',
      received: 0,
      allowed: `1 to ${MAX_TARGETS} targets`,
      fix: 'Say where the events go, or remove the rule.',
    };
    return [new InvalidInputError(this.node.path, [problem]).message];
  }
}

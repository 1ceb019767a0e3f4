import type { TerraformStack } from 'cdktf';
import { EventSource } from '../../../modules/compute/event-source';
import { EventBus } from '../../../modules/messaging/event-bus';
import { EventRule } from '../../../modules/messaging/event-rule';
import { Schedule } from '../../../modules/messaging/schedule';
import { ScheduleGroup } from '../../../modules/messaging/schedule-group';
import { Topic } from '../../../modules/messaging/topic';
import { accessTo, vpcFunction } from '../compute/fixtures';
import { KEY_ARN, LOCATION, queue, undelivered } from './support';

/** Each construct once, tied together as a system ties them: bus → rule → queue → function, bus → rule → topic → queue. */
export function everything(stack: TerraformStack, codeFile = 'submit.zip'): void {
  const deadLetters = undelivered(stack);
  const target = vpcFunction(stack, {
    access: accessTo(stack, 'events', 'sns', 'sqs'),
    code: { file: codeFile, sha256Base64: `${'A'.repeat(43)}=` },
    reservedConcurrency: 5,
  });
  const received = { source: 'deposits', detailTypes: ['DepositReceived'] };
  const bus = new EventBus(stack, 'deposits', {
    name: 'dev-deposits',
    sources: ['deposits'],
    archive: { retentionDays: 30, matches: received },
  });
  bus.grantPublish(target, { detailTypes: ['DepositCleared'] });

  const clearing = queue(stack, 'clearing');
  new EventRule(stack, 'clearing-rule', {
    name: 'dev-clearing',
    location: LOCATION,
    bus,
    matches: received,
  }).addQueue('queue', { queue: clearing, deadLetters });
  new EventSource(stack, 'clearing-source', {
    queue: clearing,
    function: target,
    functionTimeoutSeconds: 30,
    reservedConcurrency: 5,
    maximumConcurrency: 5,
    filters: [{ body: { 'detail-type': ['DepositReceived'] } }],
  });

  const outcomes = new Topic(stack, 'outcomes', {
    name: 'dev-outcomes',
    location: LOCATION,
    kmsKeyArn: KEY_ARN,
  });
  outcomes.grantPublish(target);
  new EventRule(stack, 'outcomes-rule', {
    name: 'dev-outcomes',
    location: LOCATION,
    bus,
    matches: { source: 'deposits', detailTypes: ['DepositCleared', 'DepositRejected'] },
  }).addTopic('topic', { topic: outcomes, deadLetters });
  const notifications = queue(stack, 'notifications');
  outcomes.subscribeQueue('notifications', {
    queue: notifications,
    deadLetters,
    filter: { pattern: { 'detail-type': ['DepositCleared', { prefix: 'Deposit"' }] } },
  });

  const batches = new EventRule(stack, 'batches', {
    name: 'dev-batches',
    location: LOCATION,
    bus: 'default',
    matches: {
      pattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [notifications.queueArn] }, object: { key: [{ prefix: 'incoming/' }] } },
      },
    },
  });
  batches.addStateMachine('start', {
    stateMachineArn: `arn:aws:states:${LOCATION.region}:${LOCATION.accountId}:stateMachine:process-batch`,
    deadLetters,
    input: { path: '$.detail' },
  });
  batches.addFunction('call', {
    function: target,
    deadLetters,
    input: { template: '{"key": <key>}', paths: { key: '$.detail.object.key' } },
  });

  new Schedule(stack, 'relay', {
    name: 'dev-relay',
    location: LOCATION,
    group: new ScheduleGroup(stack, 'group', { name: 'dev', location: LOCATION }),
    expression: 'rate(1 minute)',
    function: target,
    deadLetters,
    input: { kind: 'relay' },
    kmsKeyArn: KEY_ARN,
    flexibleWindowMinutes: 1,
  });
}

import { evaluate, type PolicySet } from '../../../../policies/iam/evaluate';
import { Policy } from '../../../../policies/iam/policy';
import { roleSession } from '../../../../tools/emulator/enforcement/actor';
import type { Judgement } from '../../../../tools/emulator/enforcement/judge';
import {
  denialOf,
  message,
  missingStatement,
  policyName,
} from '../../../../tools/emulator/enforcement/wording';

const ACTOR = roleSession('arn:aws:iam::123456789012:role/services/caller', 'run');
const QUEUE = 'arn:aws:sqs:eu-central-1:123456789012:orders';
const OBJECT = 'arn:aws:s3:::orders/a';
const USER = 'User: arn:aws:sts::123456789012:assumed-role/caller/run is not authorized to perform:';

type Kind = 'identity' | 'boundary' | 'resource' | 'endpoint' | 'key';

function policy(kind: Kind, Effect: 'Allow' | 'Deny', Action = '*'): Policy {
  const Principal = kind === 'identity' || kind === 'boundary' ? {} : { Principal: '*' };
  return Policy.of(`the ${kind} policy`, kind, {
    Version: '2012-10-17',
    Statement: { Sid: 'Said', Effect, Action, Resource: '*', ...Principal },
  });
}

function judgement(policies: PolicySet, action: string, resource: string): Judgement {
  const query = { action, resource, context: {} };
  const { sessionArn: principal } = ACTOR;
  return { query, policies, decision: evaluate({ principal, action, resource }, policies) };
}

const allow = policy('identity', 'Allow');

const CASES: readonly [what: string, policies: PolicySet, action: string, resource: string, ends: string][] =
  [
    [
      'no identity policy',
      {},
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} because no identity-based policy allows the sqs:SendMessage action`,
    ],
    [
      'S3 with its quotation marks',
      {},
      's3:GetObject',
      OBJECT,
      `s3:GetObject on resource: "${OBJECT}" because no identity-based policy allows the s3:GetObject action`,
    ],
    [
      'an action without a resource',
      {},
      'rekognition:DetectText',
      '*',
      'rekognition:DetectText because no identity-based policy allows the rekognition:DetectText action',
    ],
    [
      'a denial of the identity',
      { identity: [allow, policy('identity', 'Deny')] },
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} with an explicit deny in an identity-based policy`,
    ],
    [
      'a denial of the resource',
      { identity: [allow], resource: policy('resource', 'Deny') },
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} with an explicit deny in a resource-based policy`,
    ],
    [
      'a boundary that allows something else',
      { identity: [allow], boundary: policy('boundary', 'Allow', 's3:*') },
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} because no permissions boundary allows the sqs:SendMessage action`,
    ],
    [
      'a denial of the boundary',
      { identity: [allow], boundary: policy('boundary', 'Deny') },
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} with an explicit deny in a permissions boundary`,
    ],
    [
      'an endpoint that allows something else',
      { identity: [allow], endpoint: { policy: policy('endpoint', 'Allow', 's3:*') } },
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} because no VPC endpoint policy allows the sqs:SendMessage action`,
    ],
    [
      'a denial of the endpoint, before that of the identity',
      { identity: [policy('identity', 'Deny')], endpoint: { policy: policy('endpoint', 'Deny') } },
      'sqs:SendMessage',
      QUEUE,
      `sqs:SendMessage on resource: ${QUEUE} with an explicit deny in a VPC endpoint policy`,
    ],
    [
      "a key whose policy does not hand over to the account's",
      { identity: [allow], resource: policy('key', 'Allow', 'kms:Encrypt') },
      'kms:Decrypt',
      'arn:aws:kms:eu-central-1:123456789012:key/k',
      'kms:Decrypt on resource: arn:aws:kms:eu-central-1:123456789012:key/k because no resource-based policy allows the kms:Decrypt action',
    ],
  ];

describe("AWS's words", () => {
  test.each(CASES)('GIVEN %s THEN it is named', (_what, policies, action, resource, ends) => {
    const judged = judgement(policies, action, resource);
    const denial = denialOf(judged);
    expect(denial && message(ACTOR, judged, denial)).toBe(`${USER} ${ends}`);
  });

  test('WHEN it is allowed THEN there is nothing to say', () => {
    expect(denialOf(judgement({ identity: [allow] }, 'sqs:SendMessage', QUEUE))).toBeUndefined();
  });
});

describe('the missing statement', () => {
  function missing(policies: PolicySet, action = 'sqs:SendMessage') {
    const judged = judgement(policies, action, QUEUE);
    const denial = denialOf(judged);
    return denial && { ...missingStatement(ACTOR, judged, denial), in: policyName(ACTOR, judged, denial) };
  }

  test("WHEN the role lacks it THEN it is a statement of the role's", () => {
    expect(missing({})).toEqual({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: QUEUE,
      in: 'a policy of the role caller',
    });
  });

  test('WHEN the endpoint lacks it THEN it names the principal', () => {
    const endpoint = { policy: policy('endpoint', 'Allow', 's3:*') };
    expect(missing({ identity: [allow], endpoint })).toMatchObject({
      Principal: { AWS: 'arn:aws:iam::123456789012:role/services/caller' },
      in: 'the endpoint policy',
    });
  });

  test('WHEN a service asks for a key THEN it is allowed through that service only', () => {
    const query = {
      action: 'kms:Decrypt',
      resource: 'arn:aws:kms:eu-central-1:123456789012:key/k',
      context: { 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com' },
      via: 'sqs',
    };
    const judged = { ...judgement({}, 'kms:Decrypt', query.resource), query };
    expect(missingStatement(ACTOR, judged, { kind: 'implicit', layer: 'identity' })).toMatchObject({
      Condition: { StringEquals: { 'kms:ViaService': 'sqs.eu-central-1.amazonaws.com' } },
    });
  });

  test('WHEN a service is not admitted THEN the statement admits it for its source', () => {
    const rule = 'arn:aws:events:eu-central-1:123456789012:rule/bus/rule';
    const service = { service: 'events.amazonaws.com', sourceArn: rule, accountId: '123456789012' };
    const judged = judgement({}, 'sqs:SendMessage', QUEUE);
    expect(missingStatement(service, judged, { kind: 'implicit', layer: 'resource' })).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: QUEUE,
      Condition: { ArnEquals: { 'aws:SourceArn': rule } },
    });
  });

  test('WHEN it is denied explicitly THEN no statement would help', () => {
    expect(missing({ identity: [policy('identity', 'Deny')] })).toEqual({
      in: 'a policy of the role caller',
    });
  });
});

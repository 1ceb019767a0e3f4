import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Policy } from '../../../policies/iam/policy';
import {
  type GuardrailRequest,
  makeGuardrails,
  writeGuardrails,
} from '../../../tools/guardrails/make-guardrails';

const deployer = 'arn:aws:iam::777788889999:role/deploy';
const request: GuardrailRequest = { environment: 'prod', from: [], deployerArns: [deployer] };
let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'guardrails-test-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A state as Terraform writes it, with one function. */
function state(vpc: object): string {
  const resource = (type: string, attributes: object) => ({
    mode: 'managed',
    type,
    name: 'a',
    instances: [{ attributes }],
  });
  const file = join(directory, 'deposits.tfstate');
  const resources = [
    resource('aws_lambda_function', { vpc_config: [vpc] }),
    resource('aws_default_security_group', { id: 'sg-0123456789abcdef9' }),
  ];
  writeFileSync(file, JSON.stringify({ version: 4, resources }));
  return file;
}

const here = {
  vpc_id: 'vpc-0123456789abcdef0',
  subnet_ids: ['subnet-0123456789abcdef0'],
  security_group_ids: ['sg-0123456789abcdef0'],
};

describe('makeGuardrails', () => {
  test('takes names from the configuration and ids from the state', async () => {
    const { policies } = await makeGuardrails({ ...request, from: [state(here)] });
    expect(policies.map(({ name }) => name)).toEqual([
      'service-control-policy',
      'permissions-boundary',
      'functions-boundary',
    ]);
    const [scp, , functions] = policies;
    for (const part of [
      'vpc-0123456789abcdef0',
      'security-group/sg-0123456789abcdef9',
      'arn:aws:iam::777788889999:role/deposits-prod-*',
      'arn:aws:iam::777788889999:policy/deposits-prod-functions',
      deployer,
    ]) {
      expect(scp?.text).toContain(part);
    }
    // Not a second one: what the access stack makes.
    expect(functions?.text).toContain('NeverIdentityNorDestruction');
    for (const { name, text } of policies)
      expect(Policy.of(name, 'identity', JSON.parse(text)).problems).toEqual([]);
  });

  test('reads a directory of states, and what is named wins', async () => {
    state(here);
    const { policies } = await makeGuardrails({
      ...request,
      from: [directory],
      subnetIds: ['subnet-0ffffffffffffffff'],
    });
    expect(policies[0]?.text).toContain('"lambda:SubnetIds":["subnet-0ffffffffffffffff"]');
    expect(policies[0]?.text).not.toContain('subnet-0123456789abcdef0');
  });

  test('writes files that say the same', async () => {
    const made = await makeGuardrails({ ...request, from: [state(here)] });
    const files = writeGuardrails(made, join(directory, 'out'));
    expect(files.map((file) => JSON.parse(readFileSync(file, 'utf8')))).toEqual(
      made.policies.map(({ text }) => JSON.parse(text)),
    );
  });

  test.each([
    ['nothing deployed', [], 'no function of the state lies in a VPC'],
    ['a file that is not there', ['missing.tfstate'], 'missing.tfstate does not exist'],
  ])('says what is missing: %s', async (_, from, message) => {
    await expect(makeGuardrails({ ...request, from })).rejects.toThrow(message);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import { type Reach, reach } from '../../../policies/model/reach/reach';
import { destroySafeProvers } from '../../../policies/proofs/destroy-safe/provers';
import {
  declaredByCode,
  type ReachableOptions,
} from '../../../policies/proofs/reachable-is-declared/declared-destinations';
import { reachableIsDeclaredProvers } from '../../../policies/proofs/reachable-is-declared/provers';
import { RuleContext } from '../../../policies/rules/context';
import { codeOfSystem } from '../../../tools/review-code/code-of-system';
import { synthesizeSystem } from '../../../tools/synth/synthesize-system';

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

let out: string;
let options: ReachableOptions;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'vpc-lambda-own-reach-'));
  await synthesizeSystem({ environment: 'staging', out });
  options = declaredByCode(await codeOfSystem(join(out, 'functions')));
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

async function judged(): Promise<{ readonly model: Reach; readonly messages: readonly string[] }> {
  const context = new RuleContext(await loadGraph(out));
  const messages: string[] = [];
  for (const { criterion, prove } of [...reachableIsDeclaredProvers(options), ...destroySafeProvers]) {
    const { violations } = await prove(context);
    for (const { subject, outcome } of violations)
      messages.push(`${criterion.id} ${outcome.status} ${subject.address}: ${outcome.message}`);
  }
  return { model: context.derive(reach), messages };
}

/** Judges the system with one stack's JSON changed, and puts it back. */
async function judgedWith(stack: string, edit: (resources: Resources) => void) {
  const file = join(out, 'stacks', stack, 'cdk.tf.json');
  const before = readFileSync(file, 'utf8');
  const json = JSON.parse(before) as { resource: Resources };
  edit(json.resource);
  writeFileSync(file, JSON.stringify(json));
  try {
    return await judged();
  } finally {
    writeFileSync(file, before);
  }
}

const paths = ({ functions }: Reach, isWanted: (passage: string, permission: string) => boolean) =>
  functions.flatMap(({ name, paths: all }) =>
    all
      .filter(({ way, permission }) => isWanted(way.passage, permission))
      .map(({ destination }) => `${name} ${destination.id}`),
  );

const working = (model: Reach) =>
  paths(model, (passage, permission) => passage === 'open' && permission !== 'none').sort();

function remove(resources: Resources, type: string, wanted: string): void {
  const all = resources[type] ?? {};
  const names = Object.keys(all).filter((name) => name.includes(wanted));
  if (names.length !== 1) throw new Error(`${type} ${wanted} is ${names.join(', ') || 'not there'}`);
  delete all[names[0] ?? ''];
}

/** The paths that no longer work, by the function's own name. */
async function lost(stack: string, edit: (resources: Resources) => void) {
  const { model: whole } = await judged();
  const { model, messages } = await judgedWith(stack, edit);
  const left = new Set(working(model));
  return {
    lost: working(whole)
      .filter((path) => !left.has(path))
      .map((path) => path.replace('deposits-staging-', '')),
    messages,
  };
}

describe('this system', () => {
  it('reaches what it declares and nothing else, can be destroyed, and fits the quotas', async () => {
    const { model, messages } = await judged();
    expect(messages).toEqual([]);
    expect(working(model).length).toBeGreaterThan(35);
    expect(paths(model, (passage, permission) => passage === 'unknown' || permission === 'unknown')).toEqual(
      [],
    );
  });

  it('loses exactly the paths of an endpoint that is removed, and the finding names it', async () => {
    const { lost: gone, messages } = await lost('access', (resources) =>
      remove(resources, 'aws_vpc_endpoint', 'states'),
    );
    expect(gone).toEqual([
      'answer-approval service states',
      'request-approval service states',
      'start-clearing service states',
    ]);
    expect(messages.filter((one) => one.startsWith('proof-granted-is-reachable fail'))).toHaveLength(
      gone.length,
    );
    for (const message of messages.filter((one) => one.startsWith('proof-granted'))) {
      expect(message).toMatch(
        /cannot reach states: aws_vpc.network_vpc has no endpoint for states.*The smallest change: add an interface endpoint with private DNS for states/,
      );
    }
  });

  it('loses exactly the paths of a rule that is removed', async () => {
    const { lost: gone, messages } = await lost('deposits', (resources) =>
      remove(
        resources,
        'aws_vpc_security_group_ingress_rule',
        'reach_rds_data_rekognition_4589cdbf_into_deposits_staging_endpoint_rekognition',
      ),
    );
    expect(gone).toEqual(['read-cheque service rekognition']);
    expect(messages).toEqual([
      expect.stringMatching(
        /^proof-granted-is-reachable fail aws_lambda_function.read_cheque_function: it may rekognition:DetectText and cannot reach rekognition: no ingress rule of aws_security_group.endpoints_rekognition/,
      ),
    ]);
  });

  it('loses exactly the paths of a route that is removed: the partner, from one of three zones', async () => {
    const { lost: gone, messages } = await lost('network', (resources) =>
      remove(resources, 'aws_route', 'egress_eu_central_1b'),
    );
    expect(gone).toEqual(['notify-partner host sandbox.partner.example.com']);
    const { model } = await judgedWith('network', (resources) =>
      remove(resources, 'aws_route', 'egress_eu_central_1b'),
    );
    const path = model.functions
      .flatMap(({ paths: all }) => all)
      .find(({ destination }) => destination.kind === 'host');
    expect(path?.steps.find(({ passage }) => passage === 'blocked')?.says).toMatch(
      /egress_eu_central_1b.* has no route to the internet \(in .*Lambda may start the function in any of its/,
    );
    expect(messages).toEqual([
      expect.stringMatching(
        /^proof-granted-is-reachable fail aws_lambda_function.notify_partner_function: its environment names sandbox.partner.example.com, and it cannot reach that: .*The smallest change: add a route for 0.0.0.0\/0 to a NAT gateway to aws_route_table.network_egress_eu_central_1b_routes/,
      ),
    ]);
  });

  it('loses the tables’ endpoint where one subnet’s table is left out of it', async () => {
    const { lost: gone } = await lost('access', (resources) => {
      const endpoint = resources['aws_vpc_endpoint']?.['endpoints_dynamodb'];
      if (!endpoint) throw new Error('there is no endpoint for dynamodb');
      endpoint['route_table_ids'] = (endpoint['route_table_ids'] as string[]).filter(
        (id) => !id.includes('private[1]'),
      );
    });
    expect(gone).toEqual(
      [
        'answer-approval',
        'get-batch',
        'merge-batch',
        'request-approval',
        'split-batch',
        'submit-batch',
        'submit-deposit',
      ].map((name) => `${name} service dynamodb`),
    );
  });

  it('finds what an endpoint’s policy no longer lets through', async () => {
    const { messages } = await judgedWith('access', (resources) => {
      const endpoint = resources['aws_vpc_endpoint']?.['endpoints_rekognition'];
      if (!endpoint) throw new Error('there is no endpoint for rekognition');
      endpoint['policy'] = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'rekognition:DetectFaces', Resource: '*' }],
      });
    });
    expect(messages).toEqual([
      expect.stringContaining(
        'it may rekognition:DetectText on *, and the policy of aws_vpc_endpoint.endpoints_rekognition does not let rekognition:DetectText through',
      ),
    ]);
  });

  it('finds a function that no longer depends on the policy with which Lambda gives its interfaces back', async () => {
    const { messages } = await judgedWith('deposits', (resources) => {
      const one = resources['aws_lambda_function']?.['get_deposit_function'];
      // The group depends on it as well, and the function on the group.
      for (const body of [
        one,
        ...Object.entries(resources['aws_security_group'] ?? {}).flatMap(([name, group]) =>
          name.includes('reach_rds_data_group') ? [group] : [],
        ),
      ]) {
        if (body)
          body['depends_on'] = ((body['depends_on'] ?? []) as string[]).filter(
            (name) => !name.includes('get_deposit_role_platform'),
          );
      }
    });
    expect(messages).toEqual([
      'proof-destroy-order fail aws_lambda_function.get_deposit_function: it does not depend on aws_iam_role_policy.get_deposit_role_platform_policy, which may be destroyed before it',
    ]);
  });
});

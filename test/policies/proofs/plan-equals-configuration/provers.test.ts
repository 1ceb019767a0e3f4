import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Graph } from '../../../../policies/graph/graph';
import { loadDirectory } from '../../../../policies/graph/load-directory';
import { planGraph } from '../../../../policies/graph/load-plan';
import type { JsonObject } from '../../../../policies/graph/read-input';
import { firstUnknown } from '../../../../policies/graph/value';
import { planEqualsProvers } from '../../../../policies/proofs/plan-equals-configuration/provers';
import { RuleContext } from '../../../../policies/rules/context';
import { FIXTURES } from '../../graph/support';

interface Block {
  readonly address: string;
  readonly values: Record<string, unknown>;
}

interface Written {
  readonly address: string;
  readonly expressions: Record<string, unknown>;
}

/** The parts of a plan's JSON that the tests change. */
interface Plan {
  readonly planned_values: { readonly root_module: { readonly resources: Block[] } };
  readonly configuration?: {
    readonly root_module: { readonly resources: Written[] };
    readonly provider_config: { readonly aws: { readonly expressions: Record<string, unknown> } };
  };
}

/** Made by Terraform itself of the directory beside it. */
const TEXT = readFileSync(join(FIXTURES, 'terraform/everything.plan.json'), 'utf8');

let graph: Graph;

beforeAll(async () => {
  graph = await loadDirectory(join(FIXTURES, 'terraform/everything'));
});

/** What the proof says of the plan after a change of it. */
async function proven(change: (plan: Plan) => void = () => undefined): Promise<string[]> {
  const plan = JSON.parse(TEXT) as Plan;
  change(plan);
  const json = plan as unknown as JsonObject;
  const [prover] = planEqualsProvers(json, [{ name: 'HCL', graph }]);
  const result = await prover?.prove(new RuleContext(planGraph(json, 'plan.json')));
  return (result?.violations ?? []).map(
    ({ subject, outcome: { status, message, at } }) => `${status} ${subject.address} ${at.path}: ${message}`,
  );
}

function planned(plan: Plan, address: string): Record<string, unknown> {
  const found = plan.planned_values.root_module.resources.find((one) => one.address === address);
  if (!found) throw new Error(`the plan has no ${address}`);
  return found.values;
}

function written(plan: Plan, address: string): Record<string, unknown> {
  const found = plan.configuration?.root_module.resources.find((one) => one.address === address);
  if (!found) throw new Error(`the configuration has no ${address}`);
  return found.expressions;
}

describe('a plan by Terraform itself', () => {
  it('is the plan of its configuration: count, for_each, dynamic blocks and modules included', async () => {
    expect(await proven()).toEqual([]);
  });

  it('tells how much was compared', async () => {
    const plan = JSON.parse(TEXT) as JsonObject;
    const [prover] = planEqualsProvers(plan, [{ name: 'HCL', graph }]);
    const result = await prover?.prove(new RuleContext(planGraph(plan, 'plan.json')));
    expect(result?.scope).toMatch(
      /^78 planned resources and data sources beside HCL \(2\d\d values the same, /,
    );
  });

  it('is not, when any known argument that is configured has another value', async () => {
    const missed: string[] = [];
    let changed = 0;
    const { resources } = (JSON.parse(TEXT) as Plan).planned_values.root_module;
    for (const { address, values } of resources) {
      const configured = graph.byAddress(address)?.values ?? {};
      for (const [name, value] of Object.entries(values)) {
        const ours = configured[name];
        if (ours === undefined || ours === null || firstUnknown(ours) || typeof value === 'object') continue;
        changed += 1;
        const found = await proven((plan) => {
          planned(plan, address)[name] = typeof value === 'boolean' ? !value : `${String(value)}0`;
        });
        if (!found.some((one) => one.startsWith(`fail ${address} ${name}: `)))
          missed.push(`${address} ${name}`);
      }
    }
    expect(missed).toEqual([]);
    expect(changed).toBeGreaterThan(120);
  });
});

describe('a plan of another configuration', () => {
  it('has a resource less', async () => {
    const found = await proven(({ planned_values: { root_module } }) => {
      root_module.resources.splice(
        root_module.resources.findIndex(({ address }) => address === 'aws_iam_policy.encoded'),
        1,
      );
    });
    expect(found).toEqual(['fail aws_iam_policy.encoded : the plan does not have it, and the HCL has']);
  });

  it('has a resource more', async () => {
    const found = await proven(({ planned_values: { root_module } }) => {
      const [first] = root_module.resources;
      if (first) root_module.resources.push({ ...first, address: 'aws_cloudwatch_log_group.more' });
    });
    expect(found).toContain('fail aws_cloudwatch_log_group.more : the HCL does not have it');
  });

  it('has an item more in a block', async () => {
    const found = await proven((plan) => {
      const [first] = planned(plan, 'aws_security_group.web')['ingress'] as { cidr_blocks: string[] }[];
      first?.cidr_blocks.push('0.0.0.0/0');
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^fail aws_security_group\.web ingress\[\d\]\.cidr_blocks: .*0\.0\.0\.0\/0/);
  });

  it('has one item twice in place of two', async () => {
    const found = await proven((plan) => {
      const values = planned(plan, 'aws_security_group.web');
      const [first] = values['ingress'] as unknown[];
      values['ingress'] = [first, first];
    });
    expect(found).toHaveLength(3);
  });

  it('has another action in a policy, whatever the order of its keys', async () => {
    const policy = (of: (text: string) => string) =>
      proven((plan) => {
        const values = planned(plan, 'aws_iam_role.worker');
        values['assume_role_policy'] = of(String(values['assume_role_policy']));
      });
    expect(await policy((text) => text.replace('sts:AssumeRole', 'sts:*'))).toHaveLength(1);
    expect(
      await policy(
        (text) =>
          `{ "Version": "2012-10-17", ${text.replace('"sts:AssumeRole"', '["sts:AssumeRole"]').slice(1, -'"Version":"2012-10-17"}'.length)} "Statement": ${JSON.stringify(JSON.parse(text).Statement)} }`,
      ),
    ).toEqual([]);
  });

  it('has a constant where something is referred to', async () => {
    const found = await proven((plan) => {
      written(plan, 'aws_s3_bucket_policy.files')['bucket'] = { constant_value: 'another' };
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(
      /bucket refers to aws_s3_bucket\.files\[0\]\.id in the configuration and not in the plan/,
    );
  });

  it('refers to another resource', async () => {
    const found = await proven((plan) => {
      written(plan, 'aws_s3_bucket_policy.files')['bucket'] = {
        references: ['aws_iam_role.worker.name', 'aws_iam_role.worker'],
      };
    });
    expect(
      found.some((one) => /bucket refers to aws_iam_role\.worker\.name in the plan and not/.test(one)),
    ).toBe(true);
  });

  it('refers to another attribute of the same', async () => {
    const found = await proven((plan) => {
      written(plan, 'aws_iam_role_policy.work')['role'] = {
        references: ['aws_iam_role.worker.arn', 'aws_iam_role.worker'],
      };
    });
    expect(
      found.some((one) => /role refers to aws_iam_role\.worker\.arn in the plan and not/.test(one)),
    ).toBe(true);
  });

  it('sets an argument, be it to its default', async () => {
    const found = await proven((plan) => {
      written(plan, 'aws_iam_role.worker')['force_detach_policies'] = { constant_value: false };
    });
    expect(found).toEqual([
      'fail aws_iam_role.worker force_detach_policies: force_detach_policies is set in the configuration of the plan, ' +
        'and not in this one (HCL)',
    ]);
  });

  it('is for another region', async () => {
    const found = await proven(({ configuration }) => {
      if (configuration)
        configuration.provider_config.aws.expressions['region'] = { constant_value: 'us-east-1' };
    });
    expect(found.length).toBeGreaterThan(70);
    expect(found[0]).toMatch(/it is planned in us-east-1, and the HCL has it in eu-central-1$/);
  });
});

it('does not hold for a plan that was printed without its configuration', async () => {
  const found = await proven((plan) => {
    delete (plan as { configuration?: unknown }).configuration;
  });
  expect(found.length).toBeGreaterThan(70);
  expect(found.every((one) => one.startsWith('unknown '))).toBe(true);
});

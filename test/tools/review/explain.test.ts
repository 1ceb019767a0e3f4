import { systemView } from '../../../policies/model/view/build-view';
import type { FunctionView, SystemView } from '../../../policies/model/view/system-view';
import { findFunction } from '../../../tools/review/explain-find';
import { explainText } from '../../../tools/review/explain-text';
import { contextOf, there } from '../../policies/model/network/support';
import { sampleWith } from '../../policies/model/reach/sample-network';

function named(...names: readonly (readonly [key: string, name: string])[]): SystemView {
  const functions = names.map(
    ([key, name]): FunctionView => ({
      key,
      name,
      subnets: [],
      securityGroups: [],
      permissions: [],
      paths: [],
    }),
  );
  return { functions, destinations: [] };
}

const SYSTEM = named(
  ['deposits:aws_lambda_function.post_ledger', 'deposits-dev-post-ledger'],
  ['deposits:aws_lambda_function.verify_ledger', 'deposits-dev-verify-ledger'],
  ['other:aws_lambda_function.post_ledger', 'other-dev-post-ledger'],
);

describe('the function that is meant', () => {
  test.each([
    ['deposits-dev-post-ledger', 'deposits:aws_lambda_function.post_ledger'],
    ['deposits:aws_lambda_function.post_ledger', 'deposits:aws_lambda_function.post_ledger'],
    ['aws_lambda_function.verify_ledger', 'deposits:aws_lambda_function.verify_ledger'],
    ['verify-ledger', 'deposits:aws_lambda_function.verify_ledger'],
    ['verify_ledger', 'deposits:aws_lambda_function.verify_ledger'],
  ])('%s', (wanted, key) => expect(findFunction(SYSTEM, wanted)).toMatchObject({ key }));

  it('is asked for where several or none are meant', () => {
    expect(findFunction(SYSTEM, 'post-ledger')).toBe(
      "post-ledger may be any of deposits-dev-post-ledger, other-dev-post-ledger; give the whole name or Terraform's address",
    );
    expect(findFunction(SYSTEM, 'verify')).toBe(
      'there is no function verify; there are deposits-dev-verify-ledger, deposits-dev-post-ledger, other-dev-post-ledger',
    );
    expect(findFunction(named(), 'x')).toBe('there is no function x: the input has no aws_lambda_function');
    const many = named(...Array.from({ length: 40 }, (_, i) => [`k${i}`, `n${i}`] as const));
    expect(findFunction(many, 'x')).toMatch(/ and 10 more$/);
  });
});

describe('the text', () => {
  it('shows what nobody knows, and no control characters of what it judges', async () => {
    const context = await contextOf(
      sampleWith(
        ['function_name = "f"', 'function_name = "f\\u001b[31m"'],
        [/(vpc_config \{\s*subnet_ids\s*= )\[[^\]]*\]/, '$1var.anything'],
      ),
    );
    const view = systemView(context);
    const text = explainText(there(view.functions[0]), { width: 80 });
    expect(text).toContain('MAY REACH');
    expect(text).toMatch(/subnets\s+not known: /);
    expect(text).not.toContain('\u001b');
    expect(explainText(there(view.functions[0]), { color: true })).toContain('\u001b[1m');
  });

  it('says so where nothing is known to be reached or done', () => {
    expect(explainText(there(SYSTEM.functions[0]))).toMatch(
      /none: it is in no VPC[\s\S]*nothing that is known[\s\S]*REACHES\n\n {2}nothing/,
    );
  });
});

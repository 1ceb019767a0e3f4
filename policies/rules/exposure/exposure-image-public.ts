import { isList, isUnknown, toText, type Value } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** Where each type says with whom it is shared, and the word for everyone. Source: the documentation of the provider. */
const SHARED: Readonly<Record<string, readonly [attribute: string, everyone: string]>> = {
  aws_ami_launch_permission: ['group', 'all'],
  aws_ssm_document: ['permissions.account_ids', 'all'],
};

export const rule: Rule = {
  id: 'exposure-image-public',
  severity: 'critical',
  summary: 'No machine image or document is shared with everyone.',
  rationale:
    'A public image is listed in every account of the region, and started there with all that was left on its disks.',
  remediation: 'Name the accounts with which it is shared.',
  references: ['CKV_AWS_303'],
  types: Object.keys(SHARED),
  check: (resource): readonly Outcome[] => {
    const [attribute = '', everyone = ''] = SHARED[resource.type] ?? [];
    const value = resource.get(attribute);
    if (value === undefined) return [pass()];
    const values = listed(value);
    const shared = values.some(
      (one) => toText(one) !== undefined && String(toText(one)).toLowerCase() === everyone,
    );
    if (shared) return [fail(`${attribute} is ${everyone}: it is shared with every account`, attribute)];
    const lost = values.find(isUnknown);
    return [lost ? unknown(attribute, lost, attribute) : pass()];
  },
};

function listed(value: Value): readonly Value[] {
  if (isList(value)) return value;
  return typeof value === 'string' ? value.split(',').map((one) => one.trim()) : [value];
}

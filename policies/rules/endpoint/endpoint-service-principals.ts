import { isList, isUnknown, toText } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'endpoint-service-principals',
  severity: 'high',
  summary: 'An endpoint service does not let every account connect.',
  rationale:
    'With `*` any customer of AWS who knows the name of the service can put an endpoint to it into a VPC of theirs.',
  remediation: 'Name the accounts or roles in `allowed_principals`.',
  types: ['aws_vpc_endpoint_service', 'aws_vpc_endpoint_service_allowed_principal'],
  check: (resource): readonly Outcome[] => {
    const path = resource.type === 'aws_vpc_endpoint_service' ? 'allowed_principals' : 'principal_arn';
    const value = written(resource, path);
    if (value === undefined) return [pass()];
    if (isUnknown(value)) return [unknown(path, value, path)];
    const values = isList(value) ? value : [value];
    if (values.some((one) => toText(one) === '*')) return [fail(`${path} lets every account connect`, path)];
    const lost = values.find((one) => isUnknown(one) && one.reference?.kind !== 'resource');
    return [isUnknown(lost) ? unknown(path, lost, path) : pass()];
  },
};

import type { Resource } from '../../graph/resource';
import { isList, isObject, toText } from '../../graph/value';
import { mustBeTrue, written, writtenBlocks } from '../attribute';
import { pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecr-scan',
  severity: 'medium',
  summary: 'Images are scanned for known faults when they are pushed.',
  rationale: 'A fault in a package of the image is found by whoever looks first.',
  remediation:
    'Set `image_scanning_configuration { scan_on_push = true }`, or scan the whole registry by ' +
    '`aws_ecr_registry_scanning_configuration`.',
  references: ['CKV_AWS_163', 'AVD-AWS-0030'],
  types: ['aws_ecr_repository'],
  check: (resource, context) => {
    const path = 'image_scanning_configuration[0].scan_on_push';
    return written(resource, path) !== true &&
      context.graph.byType('aws_ecr_registry_scanning_configuration').some((one) => scansAll(one, resource))
      ? pass()
      : mustBeTrue(resource, path);
  },
};

function scansAll(registry: Resource, repository: Resource): boolean {
  const name = toText(repository.get('name'));
  return writtenBlocks(registry, 'rule').some((rule) => {
    if (!isObject(rule) || !/^(SCAN_ON_PUSH|CONTINUOUS_SCAN)$/.test(String(rule['scan_frequency'])))
      return false;
    const filters = isList(rule['repository_filter']) ? rule['repository_filter'] : [];
    return filters.some((filter) => {
      const pattern = isObject(filter) ? filter['filter'] : undefined;
      if (typeof pattern !== 'string') return false;
      const matches = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
      return pattern === '*' || (typeof name === 'string' && matches.test(name));
    });
  });
}

import type { Rule } from '../rule';
import { publicOutcomes } from './support/public';

export const rule: Rule = {
  id: 'exposure-layer-public',
  severity: 'high',
  summary: 'A layer is not shared with everyone.',
  rationale: 'Layers hold code, and often configuration; a layer that everyone may get is published.',
  remediation: 'Name an account in `principal`, or set `organization_id`.',
  types: ['aws_lambda_layer_version_permission'],
  check: (resource, context) => publicOutcomes(resource, context, 'the layer'),
};

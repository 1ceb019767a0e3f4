import type { JsonSchema } from '../shared/contract';

/**
 * The body of `POST /deposits/{id}/approval` as far as API Gateway judges it: the function judges the value, and says
 * which there are. A test holds it no stricter than the function.
 */
export const approvalBodySchema = {
  type: 'object',
  description: 'What a person decides about a deposit that waits.',
  properties: {
    decision: { type: 'string', description: 'APPROVE, to post the deposit, or REFUSE, to reject it.' },
  },
  required: ['decision'],
  additionalProperties: false,
} as const satisfies JsonSchema;

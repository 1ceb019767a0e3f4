import { defineContract } from '../shared/contract';
import { approvalBodySchema } from './body-schema';

export const answerApproval = defineContract({
  name: 'answer-approval',
  summary: 'Takes the decision of a person on a deposit and lets its clearing go on.',
  memoryMib: 256,
  // Below API Gateway's 29 seconds.
  timeoutSeconds: 27,
  uses: {
    approvals: { kind: 'table', access: 'replace' },
    clearing: { kind: 'workflow', access: 'answer' },
  },
  triggers: [
    { kind: 'api', method: 'POST', path: '/deposits/{id}/approval', bodySchema: approvalBodySchema },
  ],
});

import { defineContract } from '../shared/contract';

export const readCheque = defineContract({
  name: 'read-cheque',
  summary:
    'Reads amount, cheque number and routing number from the image and compares them with the deposit.',
  memoryMib: 512,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'read' },
    images: { kind: 'bucket', access: 'lend' },
    textDetection: { kind: 'rekognition', access: 'detect-text' },
  },
  triggers: [{ kind: 'workflow', workflow: 'clearing' }],
});

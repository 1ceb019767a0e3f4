import { NotPriced, type Pricer } from '../pricer';

/** Step Functions. */
export const workflowPricers: readonly Pricer[] = [
  {
    type: 'aws_sfn_state_machine',
    service: 'Step Functions',
    usage: [
      { key: 'executionsPerMonth', unit: 'executions', default: '100000', meaning: 'started' },
      {
        key: 'transitionsPerExecution',
        unit: 'transitions',
        default: '10',
        meaning: 'between states, retries and the states of a Map’s items among them',
      },
    ],
    components: [
      {
        name: 'state transitions',
        kind: 'usage',
        price: 'states.transition',
        quantity: (subject) => {
          const type = subject.text('type', 'STANDARD');
          if (type instanceof NotPriced) return type;
          return type === 'STANDARD'
            ? subject.usage('executionsPerMonth').times(subject.usage('transitionsPerExecution'))
            : undefined;
        },
      },
      {
        name: 'executions',
        kind: 'usage',
        price: 'states.express.request',
        quantity: (subject) =>
          subject.text('type', 'STANDARD') === 'EXPRESS' ? subject.usage('executionsPerMonth') : undefined,
      },
      {
        name: 'duration of express executions',
        kind: 'usage',
        price: () => new NotPriced('the tiers of the duration of express executions are not in the snapshot'),
        quantity: (subject) =>
          subject.text('type', 'STANDARD') === 'EXPRESS' ? subject.usage('executionsPerMonth') : undefined,
      },
    ],
  },
];

import { Decimal } from '../decimal';
import { NotPriced, type Pricer, product, type Subject } from '../pricer';

/** Lambda functions: invocations, GB-seconds of the memory that the plan says, tracing, ephemeral storage. */
export const lambdaPricers: readonly Pricer[] = [
  {
    type: 'aws_lambda_function',
    service: 'Lambda',
    usage: [
      {
        key: 'invocationsPerMonth',
        unit: 'invocations',
        default: '100000',
        meaning: 'calls, retries among them',
      },
      {
        key: 'durationMs',
        unit: 'ms',
        default: '100',
        meaning: 'that an average call takes',
        maximum: 900_000,
      },
      {
        key: 'coldStartPercent',
        unit: 'per cent',
        default: '1',
        meaning: 'of calls that start an environment; AWS says under 1 of production workloads',
        maximum: 100,
      },
      {
        key: 'initMs',
        unit: 'ms',
        default: '250',
        meaning: 'that an average initialisation takes; billed since 2025-08-01',
        maximum: 900_000,
      },
      {
        key: 'tracedPercent',
        unit: 'per cent',
        default: '5',
        meaning: 'of calls that X-Ray records, where tracing is active',
        maximum: 100,
      },
    ],
    components: [
      {
        name: 'invocations',
        kind: 'usage',
        price: 'lambda.request',
        quantity: (subject) => subject.usage('invocationsPerMonth'),
      },
      {
        name: 'duration',
        kind: 'usage',
        price: (subject) => byArchitecture(subject, 'lambda.arm.gb-second', 'lambda.x86.gb-second'),
        quantity: (subject) => product(memoryGb(subject), billedSeconds(subject)),
      },
      {
        name: 'ephemeral storage',
        kind: 'usage',
        price: 'lambda.storage.gb-second',
        quantity: (subject) => {
          const size = subject.number('ephemeral_storage[0].size', 512);
          if (size instanceof NotPriced) return size;
          const above = size.minus(Decimal.of(512));
          return above.isNegative || above.isZero
            ? undefined
            : above.dividedBy(1024).times(billedSeconds(subject));
        },
      },
      {
        name: 'traces',
        kind: 'usage',
        price: 'xray.trace',
        quantity: (subject) => {
          const mode = subject.text('tracing_config[0].mode', 'PassThrough');
          if (mode instanceof NotPriced) return mode;
          return mode === 'Active'
            ? subject.usage('invocationsPerMonth').times(subject.usage('tracedPercent')).dividedBy(100)
            : undefined;
        },
      },
    ],
  },
  {
    type: 'aws_lambda_provisioned_concurrency_config',
    service: 'Lambda',
    components: [
      {
        name: 'environments kept ready',
        kind: 'fixed',
        price: (subject) => {
          const target = functionOf(subject);
          return target instanceof NotPriced
            ? target
            : byArchitecture(target, 'lambda.provisioned.arm.gb-second', 'lambda.provisioned.x86.gb-second');
        },
        quantity: (subject) => {
          const target = functionOf(subject);
          if (target instanceof NotPriced) return target;
          return product(
            subject.number('provisioned_concurrent_executions', 0),
            memoryGb(target),
            subject.hours,
            3600,
          );
        },
      },
    ],
  },
];

function functionOf(subject: Subject): Subject | NotPriced {
  const [found] = subject.graph.referencesFrom(subject.resource, 'function_name', 'aws_lambda_function');
  return found ? subject.as(found) : new NotPriced('which function it keeps ready is not known');
}

function memoryGb(subject: Subject): Decimal | NotPriced {
  const memory = subject.number('memory_size', 128);
  return memory instanceof NotPriced ? memory : memory.dividedBy(1024);
}

/** Of all calls of the month, with the initialisations. */
function billedSeconds(subject: Subject): Decimal {
  const perCall = subject
    .usage('durationMs')
    .plus(subject.usage('coldStartPercent').times(subject.usage('initMs')).dividedBy(100));
  return subject.usage('invocationsPerMonth').times(perCall).dividedBy(1000);
}

function byArchitecture<T>(subject: Subject, arm: T, x86: T): T | NotPriced {
  const architecture = subject.text('architectures[0]', 'x86_64');
  if (architecture instanceof NotPriced) return architecture;
  return architecture === 'arm64' ? arm : x86;
}

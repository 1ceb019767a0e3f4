/** How far a figure can be trusted. */
export type FactConfidence =
  | 'AWS documentation'
  | 'AWS blog'
  | 'independent measurement'
  | 'hearsay'
  | 'assumption';

/** A published figure, and who published it when. */
export interface ColdStartFact {
  readonly id: string;
  readonly statement: string;
  readonly source: { readonly title: string; readonly url?: string; readonly date: string };
  readonly confidence: FactConfidence;
}

/** A figure with its spread: the least, the usual and the most that is to be expected. */
export interface Spread {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

const PERFORMANCE = {
  title: 'maxday/lambda-perf, data/last.json: 10 cold starts of a hello world a day, no VPC',
  url: 'https://github.com/maxday/lambda-perf',
  date: '2026-08-22',
};
const VPC_GUIDE = {
  title: 'Giving Lambda functions access to resources in an Amazon VPC',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  date: '2026 copy of the documentation',
};
const LIFECYCLE = {
  title: 'Understanding the Lambda execution environment lifecycle',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
  date: '2025/26 copy of the documentation',
};

/** What the model takes from others. The ids are those under which the project collects its facts. */
export const COLD_START_FACTS = {
  arm64: {
    id: 'cs-perf-22-arm64',
    statement: 'Init Duration of a hello world on nodejs22.x, arm64: 124.3 to 130.1 ms on average, by memory',
    source: PERFORMANCE,
    confidence: 'independent measurement',
  },
  x86_64: {
    id: 'cs-perf-22-x86_64',
    statement:
      'Init Duration of a hello world on nodejs22.x, x86_64: 137.1 to 147.4 ms on average, by memory',
    source: PERFORMANCE,
    confidence: 'independent measurement',
  },
  initCpu: {
    id: 'cs-init-cpu',
    statement: 'The INIT phase has two vCPUs at least, whatever the memory',
    source: {
      title: 'The Fastest Node 22 Lambda Coldstart Configuration',
      url: 'https://speedrun.nobackspacecrew.com/blog/2025/07/21/the-fastest-node-22-lambda-coldstart-configuration.html',
      date: '2025-07-21',
    },
    confidence: 'hearsay',
  },
  realFunction: {
    id: 'cs-node22-real',
    statement:
      'A tuned Node 22 bundle with three SDK clients: about 250 ms of Init, and 125 ms more for the first HTTPS request, to DynamoDB',
    source: {
      title: 'The Fastest Node 22 Lambda Coldstart Configuration',
      url: 'https://speedrun.nobackspacecrew.com/blog/2025/07/21/the-fastest-node-22-lambda-coldstart-configuration.html',
      date: '2025-07-21',
    },
    confidence: 'independent measurement',
  },
  vpc: {
    id: 'cs-vpc-overhead',
    statement:
      'What a VPC adds to a cold start since 2019: no figure by AWS and no measurement that can be repeated was found; claims are “nearly zero”, 100 to 400 ms, 100 to 500 ms (first start after a deployment only), 1 to 3 s',
    source: {
      title: 'companions.bot; cheatcoders.net; git.mcrn.ar; viprasol.com',
      url: 'https://cheatcoders.net/lambda-vpc-cold-start-fix-hyperplane/',
      date: '2024 to 2026',
    },
    confidence: 'hearsay',
  },
  sharedInterface: {
    id: 'cs-eni-key',
    statement:
      'One Hyperplane network interface for each set of subnet and security groups, shared by the functions that have the same',
    source: VPC_GUIDE,
    confidence: 'AWS documentation',
  },
  pending: {
    id: 'cs-eni-pending',
    statement:
      'A new function is Pending, and cannot be called, until the interface is there: several minutes',
    source: VPC_GUIDE,
    confidence: 'AWS documentation',
  },
  inactive: {
    id: 'cs-eni-idle',
    statement:
      'After 14 days without a call the interface is reclaimed and the function is Inactive: the next call fails',
    source: VPC_GUIDE,
    confidence: 'AWS documentation',
  },
  before2019: {
    id: 'cs-hyp-before',
    statement: 'One measurement of the change of 2019: 12,011 ms before, 5,581 ms after',
    source: {
      title: 'How does improved VPC help reducing Lambda cold start (Crespo Wang)',
      url: 'https://crespowang.medium.com/how-does-improved-vpc-help-reducing-lambda-cold-start-d930a9af448e',
      date: '2019-11-14',
    },
    confidence: 'independent measurement',
  },
  frequency: {
    id: 'cs-initfreq',
    statement: 'INIT happens in under 1 % of invocations, in an analysis by AWS of production workloads',
    source: {
      title: 'AWS, quoted by “Amazon to raise AWS Lambda costs by charging for cold starts”',
      url: 'https://worldofsoftware.org/amazon-to-raise-aws-lambda-costs-by-charging-for-cold-starts/amp',
      date: '2025',
    },
    confidence: 'AWS blog',
  },
  phases: {
    id: 'cs-phases',
    statement: 'Extension, runtime and function initialisation together are the INIT phase, of 10 s at most',
    source: LIFECYCLE,
    confidence: 'AWS documentation',
  },
  snapStart: {
    id: 'cs-snap-rt',
    statement: 'SnapStart has no Node.js',
    source: {
      title: 'Improving startup performance with Lambda SnapStart',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      date: '2026 copy of the documentation',
    },
    confidence: 'AWS documentation',
  },
  oneVcpu: {
    id: 'one-vcpu',
    statement: 'The share of the processor is proportional to the memory: 1,769 MB are one vCPU',
    source: {
      title: 'Configure Lambda function memory',
      url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
      date: 'undated, read 2026-11-23',
    },
    confidence: 'AWS documentation',
  },
  idle: {
    id: 'idle',
    statement:
      'How long an idle environment is kept: AWS publishes no figure; the model takes 5, 10 and 45 minutes',
    source: { title: 'this project', date: '2026-11-23' },
    confidence: 'assumption',
  },
  recycled: {
    id: 'recycled',
    statement: 'Environments end every few hours also when they are in use; the model takes 2, 4 and 8 hours',
    source: {
      ...LIFECYCLE,
      date: 'the hours are assumed, the page says “every few hours” and was not read again',
    },
    confidence: 'assumption',
  },
} as const satisfies Readonly<Record<string, ColdStartFact>>;

/** Milliseconds of Init Duration that a hello world has, by architecture (the runtime's start included). */
export const RUNTIME_START_MS: Readonly<Record<'arm64' | 'x86_64', Spread>> = {
  arm64: { low: 124.3, typical: 126.6, high: 130.1 },
  x86_64: { low: 137.1, typical: 140.8, high: 147.4 },
};

/**
 * Milliseconds that a VPC is claimed to add. Typical is the low end of the two claims that give a range; the claim of 1
 * to 3 s is left out, because it contradicts how AWS says it works (the interface is there before the first start).
 */
export const VPC_OVERHEAD_MS: Spread = { low: 0, typical: 100, high: 500 };

/** Seconds for which an idle environment is kept: an assumption. Low is the one with the fewest cold starts. */
export const IDLE_SECONDS: Spread = { low: 2700, typical: 600, high: 300 };

/** Seconds after which an environment ends although it is in use: an assumption. */
export const LIFETIME_SECONDS: Spread = { low: 28_800, typical: 14_400, high: 7200 };

/** MB for one vCPU. */
export const MB_PER_VCPU = 1769;

/** Milliseconds of Init of the published function with three clients, the start of the runtime included. */
export const PUBLISHED_INIT_MS = 250;

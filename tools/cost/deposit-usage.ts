import { markdownTable } from '../../policies/cost/report/table';
import type { Graph } from '../../policies/graph/graph';

/** Deposits a month when nobody says another number. */
export const DEPOSITS_PER_MONTH = 100_000;

type Section = Readonly<Record<string, number>>;

/**
 * The load of the deposit system, as a usage file: what one deposit causes, times the deposits, and what runs by the
 * clock. All of it is assumed: the system has not run on AWS. Times are round figures for a Data API call or two (120
 * ms), one that reads an image (1,200 ms), and none (60 ms).
 */
export function depositUsage(
  graph: Graph,
  deposits: number = DEPOSITS_PER_MONTH,
): Readonly<Record<string, Section>> {
  const exists = (address: string): boolean => graph.byAddress(address) !== undefined;
  const calls = Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, load]) => [
      `aws_lambda_function.${name}_function`,
      {
        invocationsPerMonth: round(load.perDeposit * deposits + (load.byClock ?? 0)),
        durationMs: load.ms,
      },
    ]),
  );
  const invocations = Object.values(calls).reduce(
    (sum, { invocationsPerMonth }) => sum + invocationsPerMonth,
    0,
  );
  const gateways = graph.byType('aws_nat_gateway').length;
  const outside = (deposits * KB_TO_PARTNER) / KB_PER_GB;
  const sections: Record<string, Section> = {
    system: {
      internetOutGbPerMonth: round((deposits * (KB_TO_CLIENT + KB_TO_PARTNER)) / KB_PER_GB),
      rekognitionImagesPerMonth: deposits,
    },
    ...calls,
    'aws_api_gateway_rest_api.api_api': { requestsPerMonth: round(3.05 * deposits) },
    'aws_cloudwatch_event_bus.deposits_bus': { eventsPerMonth: round(2.01 * deposits) },
    'aws_cloudwatch_event_archive.deposits_archive': {
      archivedGbPerMonth: round((2.01 * deposits * 2) / KB_PER_GB),
    },
    'aws_sns_topic.outcomes_topic': { messagesPerMonth: deposits },
    aws_sqs_queue: { messagesPerMonth: 0 },
    'aws_sqs_queue.clearing_queue': { messagesPerMonth: deposits },
    'aws_sqs_queue.notifications_queue': { messagesPerMonth: deposits },
    'aws_sfn_state_machine.clearing_state_machine': {
      executionsPerMonth: deposits,
      transitionsPerExecution: 12,
    },
    'aws_sfn_state_machine.batch_state_machine': {
      executionsPerMonth: round(BATCHES * deposits),
      transitionsPerExecution: 14,
    },
    'aws_rds_cluster.ledger_cluster': {
      storedGb: Math.max(10, round((deposits * 12 * 8) / KB_PER_GB)),
      ioRequestsPerMonth: round(40 * deposits + 10 * MINUTES),
      dataApiRequestsPerMonth: round(20 * deposits + 3 * MINUTES),
    },
    aws_dynamodb_table: {
      writeUnitsPerMonth: round(0.2 * deposits),
      readUnitsPerMonth: round(0.2 * deposits),
      storedGb: 0.1,
    },
    'aws_dynamodb_table.idempotency_table': {
      writeUnitsPerMonth: 2 * deposits,
      readUnitsPerMonth: deposits,
      storedGb: round((deposits * 1) / KB_PER_GB),
    },
    'aws_s3_bucket.images_bucket': {
      standardGb: round((deposits * IMAGE_KB) / KB_PER_GB),
      infrequentGb: round((deposits * IMAGE_KB * infrequentMonths(graph)) / KB_PER_GB),
      putsPerMonth: deposits,
      getsPerMonth: 2 * deposits,
    },
    'aws_s3_bucket.batches_bucket': {
      standardGb: round((BATCHES * deposits * 60) / KB_PER_GB),
      putsPerMonth: round(4 * BATCHES * deposits),
      getsPerMonth: round(8 * BATCHES * deposits),
    },
    aws_kms_key: { requestsPerMonth: round(1.5 * deposits) },
    aws_secretsmanager_secret: { requestsPerMonth: round(0.02 * invocations) },
    aws_cloudwatch_log_group: { ingestedGbPerMonth: 0.01 },
    'aws_cloudwatch_log_group.network_flow_logs_log_group': {
      ingestedGbPerMonth: round((invocations * 1) / KB_PER_GB),
    },
    'aws_cloudwatch_log_group.api_logs_access': {
      ingestedGbPerMonth: round((3.05 * deposits * 1) / KB_PER_GB),
    },
    'aws_cloudwatch_log_group.clearing_logs': { ingestedGbPerMonth: round((deposits * 12) / KB_PER_GB) },
    aws_vpc_endpoint: { processedGbPerMonth: round((invocations * 4) / KB_PER_GB / ENDPOINTS) },
    'aws_vpc_endpoint.endpoints_rekognition': { processedGbPerMonth: round((deposits * 4) / KB_PER_GB) },
    aws_route53_resolver_firewall_rule_group_association: { queriesPerMonth: round(0.3 * invocations) },
    ...(gateways > 0 ? { aws_nat_gateway: { processedGbPerMonth: round(outside / gateways) } } : {}),
    aws_instance: { processedGbPerMonth: round(outside) },
    aws_networkfirewall_firewall: { processedGbPerMonth: round(outside) },
  };
  for (const [name] of Object.entries(FUNCTIONS))
    sections[`aws_cloudwatch_log_group.${name}_logs`] = {
      ingestedGbPerMonth: round(
        ((calls[`aws_lambda_function.${name}_function`]?.invocationsPerMonth ?? 0) * 2) / KB_PER_GB,
      ),
    };
  return Object.fromEntries(Object.entries(sections).filter(([name]) => !name.includes('.') || exists(name)));
}

const KB_PER_GB = 1024 * 1024;
/** Of the average month of 730 hours. */
const MINUTES = 43_800;
/** Files of many cheques, for each deposit that comes by itself. */
const BATCHES = 0.001;
const CHEQUES_IN_A_BATCH = 100;
/** Items that the workflow hands to one call (its `MaxItemsPerBatch`). */
const CHEQUES_IN_A_CALL = 25;
/** Deposits that a person decides on. */
const REVIEWED = 0.05;
const IMAGE_KB = 400;
const KB_TO_PARTNER = 8;
const KB_TO_CLIENT = 4;
/** Interface endpoints that carry the calls. */
const ENDPOINTS = 5;

interface Load {
  readonly perDeposit: number;
  /** Calls a month that come by the clock. */
  readonly byClock?: number;
  readonly ms: number;
}

/** Calls of each function, by the logical id of its Terraform resource. */
const FUNCTIONS: Readonly<Record<string, Load>> = {
  submit_deposit: { perDeposit: 1, ms: 120 },
  get_deposit: { perDeposit: 2, ms: 120 },
  start_clearing: { perDeposit: 1, ms: 60 },
  read_cheque: { perDeposit: 1, ms: 1200 },
  screen_deposit: { perDeposit: 1, ms: 120 },
  verify_account: { perDeposit: 1, ms: 120 },
  decide_deposit: { perDeposit: 1 + REVIEWED, ms: 120 },
  request_approval: { perDeposit: REVIEWED, ms: 60 },
  answer_approval: { perDeposit: REVIEWED, ms: 60 },
  post_ledger: { perDeposit: 0.95, ms: 240 },
  notify_partner: { perDeposit: 1, ms: 400 },
  relay_outbox: { perDeposit: 0, byClock: MINUTES, ms: 120 },
  verify_ledger: { perDeposit: 0, byClock: 730, ms: 10_000 },
  rotate_secret: { perDeposit: 0, byClock: 12, ms: 500 },
  migrate_database: { perDeposit: 0, byClock: 4, ms: 5_000 },
  submit_batch: { perDeposit: BATCHES, ms: 120 },
  get_batch: { perDeposit: 2 * BATCHES, ms: 60 },
  split_batch: { perDeposit: BATCHES, ms: 1000 },
  accept_batch_items: { perDeposit: (BATCHES * CHEQUES_IN_A_BATCH) / CHEQUES_IN_A_CALL, ms: 2000 },
  merge_batch: { perDeposit: BATCHES, ms: 1000 },
};

/** Of images that are kept longer than the month in the standard class, after a year of running. */
function infrequentMonths(graph: Graph): number {
  const rules = graph
    .byType('aws_s3_bucket_lifecycle_configuration')
    .flatMap((one) => one.blocks('rule').map((_, index) => one.get(`rule[${index}].expiration[0].days`)));
  const days = Math.max(30, ...rules.filter((one): one is number => typeof one === 'number'));
  return Math.min(11, Math.max(0, Math.round(days / 30) - 1));
}

/** At most six decimals, so that no binary dust comes in. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The load for a reader: calls of each function, and the rest in words. */
export function loadTable(): readonly string[] {
  return [
    ...markdownTable(
      ['function', 'calls for each deposit', 'calls a month by the clock', 'ms'],
      Object.entries(FUNCTIONS).map(([name, { perDeposit, byClock = 0, ms }]) => [
        name.replaceAll('_', '-'),
        String(round(perDeposit)),
        byClock.toLocaleString('en'),
        ms.toLocaleString('en'),
      ]),
      [1, 2, 3],
    ),
    '',
    `Besides, for each deposit: an image of ${IMAGE_KB} KB, 20 Data API requests, 2 events, 12 state transitions, ${KB_TO_CLIENT} KB to the client and ${KB_TO_PARTNER} KB to the partner; for each call 4 KB through endpoints, 2 KB of logs and 1 KB of flow logs. One deposit in a thousand comes with a file of ${CHEQUES_IN_A_BATCH} more.`,
  ];
}

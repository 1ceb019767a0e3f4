import type { Command } from 'commander';
import type { CostReport } from '../../../policies/cost/report/cost-report';
import type { PriceRequest } from '../../cost/price-system';
import { EXIT, UsageError } from '../errors';
import { Progress } from '../progress';

interface Options {
  readonly env?: string;
  readonly usage?: string;
  readonly baseline?: string;
  readonly region?: string;
  readonly freeTier: boolean;
  readonly format: string;
  readonly refreshPrices?: string | true;
}

const FORMATS = ['text', 'json', 'svg'];

/** `vpc-lambda cost`: money, addresses, quotas and work. */
export function addCostCommand(program: Command): void {
  program
    .command('cost')
    .description('what a configuration costs a month, what each way out would cost, and what the VPC adds')
    .argument('[path]', 'a plan as JSON, a synthesized directory, or a directory of .tf or .tf.json files')
    .option(
      '--env <name>',
      'environment of this system, without PATH (default: VPC_LAMBDA_ENV, or dev, staging and prod)',
    )
    .option(
      '--usage <file>',
      'how much is used a month, as JSON (docs/costs.md lists the keys and their defaults)',
    )
    .option(
      '--baseline <file>',
      'what an earlier run printed with --format json: the cost of the change is shown',
    )
    .option(
      '--region <region>',
      'of resources whose provider does not say it; with --refresh-prices, the region to refresh',
    )
    .option('--free-tier', 'leave out what an account need not pay for each month', false)
    .option('--format <format>', 'text, json, or svg (the chart of the ways out)', 'text')
    .option(
      '--refresh-prices [source]',
      'rebuild the price snapshot of --region from AWS’s price list: its address, or a directory with its files',
    )
    .addHelpText(
      'after',
      `
Exit status  0  priced; what has no price is listed as unpriced and never counts as zero
             2  wrong usage, or an input, a usage file or a baseline that cannot be read: everything wrong is said at once
Without PATH this system is priced for 100,000 deposits a month; other configurations with the defaults of each type.
USAGE.json   { "aws_lambda_function": { "invocationsPerMonth": 5e6 }, "aws_nat_gateway.main[0]": { "processedGbPerMonth": 80 },
             "system": { "internetOutGbPerMonth": 40 } }: by type, by address, or for the whole system.`,
    )
    .action(async (path: string | undefined, options: Options) => {
      if (!FORMATS.includes(options.format))
        throw new UsageError(`--format ${options.format}: allowed are text, json and svg`);
      process.exitCode =
        options.refreshPrices === undefined ? await price(path, options) : await refresh(path, options);
    });
}

async function price(path: string | undefined, options: Options): Promise<number> {
  const { env, format } = options;
  if (path !== undefined && env !== undefined)
    throw new UsageError('--env is for this system: give PATH or --env, not both');
  const progress = await Progress.start(format !== 'text');
  const request: PriceRequest = {
    freeTier: options.freeTier,
    ...(options.usage === undefined ? {} : { usageFile: options.usage }),
    ...(options.baseline === undefined ? {} : { baselineFile: options.baseline }),
    ...(options.region === undefined ? {} : { region: options.region }),
  };
  const reports = await reportsOf(path, env ?? process.env['VPC_LAMBDA_ENV'], request, progress);
  progress.done();
  process.stdout.write(await rendered(reports, format));
  return EXIT.fine;
}

async function reportsOf(
  path: string | undefined,
  env: string | undefined,
  request: PriceRequest,
  progress: Progress,
): Promise<readonly CostReport[]> {
  const { pricePath, priceEnvironment } = await import('../../cost/price-system');
  const { BILLED_ENVIRONMENTS } = await import('../../cost/own-system');
  try {
    if (path !== undefined) return [await pricePath(path, request)];
    const reports: CostReport[] = [];
    for (const name of env === undefined ? BILLED_ENVIRONMENTS : [env]) {
      progress.step(`price ${name}`);
      reports.push(await priceEnvironment(name, request));
    }
    return reports;
  } catch (error) {
    progress.fail();
    throw await asUsageError(error);
  }
}

/** What is wrong with what the caller gave ends with status 2. */
async function asUsageError(error: unknown): Promise<unknown> {
  const { InputError } = await import('../../../policies/graph/input-error');
  const usage = await import('../../../policies/cost/usage/usage');
  const { BaselineError } = await import('../../../policies/cost/report/earlier-report');
  const isGiven =
    error instanceof InputError || error instanceof usage.UsageError || error instanceof BaselineError;
  return isGiven ? new UsageError(error.message) : error;
}

async function rendered(reports: readonly CostReport[], format: string): Promise<string> {
  const [only] = reports;
  if (format === 'json') {
    const { toJson } = await import('../../../policies/cost/report/json');
    const json =
      reports.length === 1 && only ? toJson(only) : { schemaVersion: 1, environments: reports.map(toJson) };
    return `${JSON.stringify(json, null, 2)}\n`;
  }
  if (format === 'svg') {
    if (reports.length !== 1 || !only)
      throw new UsageError('--format svg: name one environment with --env, or a PATH');
    if (!only.egress)
      throw new UsageError(
        '--format svg: no function of the input is in a VPC, so there is no way out to compare',
      );
    const { egressChart } = await import('../../../policies/cost/report/egress-chart');
    return egressChart(only.egress, `Ways out: ${only.source}`);
  }
  const { toText } = await import('../../../policies/cost/report/text');
  const { summaryLine } = await import('../../../policies/cost/report/summary');
  const summary =
    reports.length > 1 ? [`${reports.map((one) => `${one.source}: ${summaryLine(one)}`).join('\n')}\n`] : [];
  return [...summary, ...reports.map(toText)].join('\n');
}

async function refresh(
  path: string | undefined,
  { refreshPrices: source, region }: Options,
): Promise<number> {
  if (path !== undefined) throw new UsageError('--refresh-prices takes no PATH');
  const { PRICE_LIST, refreshPrices } = await import('../../cost/price-list/refresh-prices');
  const { readSnapshot, writeSnapshot } = await import('../../cost/price-list/snapshot-file');
  const progress = await Progress.start();
  try {
    const result = await refreshPrices({
      source: typeof source === 'string' ? source : PRICE_LIST,
      region: region ?? 'eu-central-1',
      snapshot: readSnapshot(),
      onStep: (step) => progress.step(step),
    });
    progress.done();
    if (result.refreshed > 0) writeSnapshot(result.snapshot);
    process.stdout.write(
      [
        ...result.kept.map((line) => `kept as it was: ${line}`),
        `${result.refreshed} prices are AWS’s own now`,
        '',
      ].join('\n'),
    );
    return result.refreshed > 0 ? EXIT.fine : EXIT.findings;
  } catch (error) {
    progress.fail();
    throw error;
  }
}

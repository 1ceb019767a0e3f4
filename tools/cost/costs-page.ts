import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decimal } from '../../policies/cost/decimal';
import { loadPriceBook } from '../../policies/cost/prices/price-book';
import { priceDefinition } from '../../policies/cost/prices/price-catalogue';
import { isVerified } from '../../policies/cost/prices/price-units';
import { billChart } from '../../policies/cost/report/bill-chart';
import { type CostReport, costReport } from '../../policies/cost/report/cost-report';
import { egressChart } from '../../policies/cost/report/egress-chart';
import { markdownTable } from '../../policies/cost/report/table';
import { dollars, quantity } from '../../policies/cost/report/words';
import { PRICERS, USAGE_KEYS } from '../../policies/cost/services/pricers';
import { readUsage } from '../../policies/cost/usage/usage';
import { SYSTEM_KEYS, SYSTEM_SECTION } from '../../policies/cost/usage/usage-key';
import type { Graph } from '../../policies/graph/graph';
import { addTo } from '../../policies/graph/lists';
import { repositoryRoot } from '../repository';
import { DEPOSITS_PER_MONTH, depositUsage, loadTable } from './deposit-usage';
import { BILLED_ENVIRONMENTS, loadOwnSystem } from './own-system';

export const COSTS_COMMAND = 'npm run docs:costs';
const TEMPLATE = 'tools/cost/costs-page.template';

/** Deposits a month for which each environment is priced. */
const VOLUMES = [0, 10_000, 100_000, 1_000_000, 10_000_000];

interface Environment {
  readonly name: string;
  readonly report: CostReport;
  readonly atVolume: readonly CostReport[];
}

/** docs/costs.md and its charts, by their paths: from the template, and from the bill of each environment. */
export async function renderCostsPage(): Promise<ReadonlyMap<string, string>> {
  const environments: Environment[] = [];
  for (const name of BILLED_ENVIRONMENTS) environments.push(priced(name, await loadOwnSystem(name)));
  const template = readFileSync(join(repositoryRoot, TEMPLATE), 'utf8');
  const page = template.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => part(name, environments));
  return new Map([
    ['docs/costs.md', page],
    ['docs/costs/environments.svg', billChart(environments, 'A month of each environment, by service')],
    ...environments.flatMap(({ name, report }) =>
      report.egress
        ? [[`docs/costs/egress-${name}.svg`, egressChart(report.egress, `Ways out of ${name}`)] as const]
        : [],
    ),
  ]);
}

function priced(name: string, graph: Graph): Environment {
  const at = (deposits: number): CostReport =>
    costReport(graph, {
      source: name,
      prices: loadPriceBook(),
      usage: readUsage(depositUsage(graph, deposits), 'the assumed load', USAGE_KEYS, graph),
    });
  return { name, report: at(DEPOSITS_PER_MONTH), atVolume: VOLUMES.map(at) };
}

type Part = (environments: readonly Environment[]) => string;

function part(name: string, environments: readonly Environment[]): string {
  if (name.startsWith('value:')) return value(name.slice('value:'.length), environments);
  const found = PARTS[name];
  if (!found) throw new Error(`${TEMPLATE}: there is no part ${name}`);
  return found(environments);
}

const lines = (rows: readonly string[]): string => rows.join('\n');
const bullets = (rows: readonly string[]): string => lines(rows.map((row) => `- ${row}`));
const inEach = (
  environments: readonly Environment[],
  of: (report: CostReport) => string,
): readonly string[] => environments.map(({ report }) => of(report));

const PARTS: Readonly<Record<string, Part>> = {
  generated: () =>
    `<!-- Written by \`${COSTS_COMMAND}\` from ${TEMPLATE} and the configuration. Changes made here are lost. -->\n` +
    `Every figure is computed by \`npx vpc-lambda cost\` from what Terraform would apply; this page is written by \`${COSTS_COMMAND}\`.`,
  region: ([first]) => first?.report.bill.regions.join(', ') ?? '',
  deposits: () => DEPOSITS_PER_MONTH.toLocaleString('en'),
  doubtful: ([first]) => {
    const prices = first?.report.bill.prices ?? [];
    const doubtful = prices.filter(({ confidence }) => !isVerified(confidence));
    return `of the ${prices.length} that this bill uses, ${doubtful.length} are not verified for the region. ${first?.report.priceNote ?? ''}`;
  },
  bill: (all) => {
    const services = [
      ...new Set(all.flatMap(({ report }) => report.bill.services.map(({ service }) => service))),
    ];
    const amount = (report: CostReport, service: string): string => {
      const found = report.bill.services.find((one) => one.service === service);
      if (!found) return '–';
      return found.gaps > 0 ? `${dollars(found.all)} (+${found.gaps} unpriced)` : dollars(found.all);
    };
    return lines([
      ...markdownTable(
        ['a month', ...all.map(({ name }) => name)],
        [
          ...services.map((service) => [service, ...inEach(all, (report) => amount(report, service))]),
          ['**fixed**', ...inEach(all, ({ bill }) => dollars(bill.total.fixed))],
          ['**by use**', ...inEach(all, ({ bill }) => dollars(bill.total.usage))],
          ['**all**', ...inEach(all, ({ bill }) => `**${dollars(bill.total.all)}**`)],
        ],
        all.map((_, index) => index + 1),
      ),
      '',
      'Unpriced, and therefore not in these sums:',
      '',
      bullets(unpriced(all)),
    ]);
  },
  pause: (all) => {
    const notes = all.flatMap(({ report }) => report.bill.resources.flatMap(({ notes: of }) => of));
    return (
      notes.find((note) => note.startsWith('it may pause'))?.replace(/^.*?: /, '') ?? 'no schedule wakes it'
    );
  },
  volume: (all) =>
    lines(
      markdownTable(
        ['deposits a month', ...all.flatMap(({ name }) => [name, `of it the VPC`])],
        VOLUMES.map((deposits, index) => [
          deposits.toLocaleString('en'),
          ...all.flatMap(({ atVolume }) => {
            const report = atVolume[index];
            return report
              ? [dollars(report.bill.total.all), dollars(report.complexity.withoutVpc.saved)]
              : ['', ''];
          }),
        ]),
        all.flatMap((_, index) => [2 * index + 1, 2 * index + 2]),
      ),
    ),
  without: (all) =>
    lines(
      markdownTable(
        ['', ...all.flatMap(({ name }) => [name, `${name} without VPC`])],
        [
          [
            'dollars a month',
            ...all.flatMap(({ report: { complexity } }) => [
              dollars(complexity.withoutVpc.now.all),
              dollars(complexity.withoutVpc.without.all),
            ]),
          ],
          ...whatOf(all).map((what) => [
            what,
            ...all.flatMap(({ report }) => {
              const count = report.complexity.counts.find((one) => one.what === what);
              return [String(count?.now ?? 0), String(count?.withoutVpc ?? 0)];
            }),
          ]),
        ],
        all.flatMap((_, index) => [2 * index + 1, 2 * index + 2]),
      ),
    ),
  lost: (all) => bullets(all[all.length - 1]?.report.complexity.withoutVpc.lost ?? []),
  egress: (all) =>
    all
      .map(({ name, report: { egress } }) =>
        egress
          ? lines([
              `**${name}**: ${egress.zones} zones, ${quantity(egress.awsGb)} GB a month to AWS services, ${quantity(egress.internetGb)} GB through NAT${egress.inspected ? ', which Network Firewall inspects' : ''}.`,
              '',
              ...markdownTable(
                ['way out', 'fixed', 'a GB to AWS', 'all', 'how it is reckoned'],
                [egress.asBuilt, ...egress.alternatives].map(
                  ({ id, name: way, fixed, perGb, total, impossible, arithmetic }) => [
                    id === 'as-built'
                      ? `**${way}**`
                      : impossible
                        ? `${way} (not possible: ${impossible})`
                        : way,
                    dollars(fixed),
                    `$${perGb.toFixed(4)}`,
                    id === 'as-built' ? `**${dollars(total)}**` : dollars(total),
                    arithmetic,
                  ],
                ),
                [1, 2, 3],
              ),
            ])
          : '',
      )
      .join('\n\n'),
  'nat-cheaper': (all) => {
    const cheaper = all.filter(({ report: { egress } }) => {
      const nat = egress?.alternatives.find(({ id }) => id === 'nat-per-zone');
      return egress && nat && nat.total.compare(egress.asBuilt.total) < 0;
    });
    return cheaper.length === all.length
      ? 'every environment'
      : cheaper.map(({ name }) => name).join(' and ') || 'none';
  },
  'break-even': (all) =>
    lines(
      markdownTable(
        [
          '',
          'services',
          'endpoints always win below',
          'GB a zone, no NAT needed otherwise',
          'GB a zone, NAT stays',
        ],
        all.flatMap(({ name, report: { egress } }) =>
          egress?.breakEven
            ? [
                [
                  name,
                  String(egress.breakEven.endpoints),
                  quantity(egress.breakEven.endpointsThatAlwaysWin),
                  quantity(egress.breakEven.gbPerZoneWithoutNat, 1),
                  quantity(egress.breakEven.gbPerZoneBesideNat, 1),
                ],
              ]
            : [],
        ),
        [1, 2, 3, 4],
      ),
    ),
  complexity: (all) =>
    bullets(
      all.map(({ name, report: { complexity } }) => {
        const { vanishing, resources } = complexity.withoutVpc;
        const most = vanishing.slice(0, 5).map(({ type, count }) => `${count} \`${type}\``);
        return `**${name}**: ${resources.now - resources.without} of ${resources.now} resources are there for the VPC, ${most.join(', ')} most of all; ${complexity.interfaces.lambdaInterfaces} network interfaces of Lambda.`;
      }),
    ),
  quotas: (all) => {
    const names = [...new Set(all.flatMap(({ report }) => report.complexity.quotas.map(({ name }) => name)))];
    return lines(
      markdownTable(
        ['quota', 'of a', 'limit', ...all.map(({ name }) => `${name}: used`), 'source'],
        names.map((name) => {
          const each = all.map(({ report }) => report.complexity.quotas.find((one) => one.name === name));
          const any = each.find((one) => one !== undefined);
          return [
            name,
            any?.per ?? '',
            any ? any.limit.toLocaleString('en') : '',
            ...each.map((one) => (one ? String(one.used) : '–')),
            any ? `[AWS](${any.source})` : '',
          ];
        }),
        [2, ...all.map((_, index) => index + 3)],
      ),
    );
  },
  addresses: (all) => {
    const subnets = all[all.length - 1]?.report.complexity.interfaces.subnets ?? [];
    const tight = subnets.filter(({ used }) => used > 0).sort((a, b) => (a.free ?? 0) - (b.free ?? 0));
    return lines(
      markdownTable(
        ['subnet', 'range', 'functions', 'endpoints', 'NAT', 'firewall', 'left'],
        tight
          .slice(0, 6)
          .map((one) => [
            `\`${one.subnet}\``,
            one.cidr,
            String(one.functions),
            String(one.endpoints),
            String(one.gateways),
            String(one.firewalls),
            one.free === undefined ? 'not known' : String(one.free),
          ]),
        [2, 3, 4, 5, 6],
      ),
    );
  },
  times: (all) => {
    const { create = [], destroy = [] } = all[all.length - 1]?.report.complexity.times ?? {};
    const row = (phase: string) => (one: (typeof create)[number]) => [
      phase,
      one.what,
      one.minutesAtLeast === undefined
        ? String(one.minutesAtMost)
        : `${one.minutesAtLeast} to ${one.minutesAtMost}`,
      one.confidence,
      one.source,
    ];
    return lines(
      markdownTable(
        ['', 'what', 'minutes', 'how sure', 'source'],
        [...create.map(row('create')), ...destroy.map(row('destroy'))],
        [2],
      ),
    );
  },
  chores: (all) =>
    bullets(
      (all[all.length - 1]?.report.complexity.chores ?? []).map(({ what, why }) => `**${what}**: ${why}.`),
    ),
  load: () => lines(loadTable()),
  'usage-keys': () =>
    lines(
      markdownTable(
        ['section', 'key', 'unit', 'default', 'meaning'],
        [
          ...PRICERS.flatMap(({ type, usage = [] }) => usage.map((key) => ({ section: type, ...key }))),
          ...SYSTEM_KEYS.map((key) => ({ section: SYSTEM_SECTION, ...key })),
        ].map(({ section, key, unit, default: otherwise, meaning }) => [
          `\`${section}\``,
          `\`${key}\``,
          unit,
          otherwise === 'configuration' ? 'from the configuration' : Number(otherwise).toLocaleString('en'),
          meaning,
        ]),
        [3],
      ),
    ),
  prices: (all) => {
    const used = new Map(
      all.flatMap(({ report }) => report.bill.prices.map((price) => [price.id, price] as const)),
    );
    return lines(
      markdownTable(
        ['price', 'of', 'USD', 'a', 'how sure', 'source', 'published'],
        [...used.values()]
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, tiers, confidence, source, note }) => [
            `\`${id}\``,
            priceDefinition(id).what,
            tiers.map(tierText).join('; '),
            priceDefinition(id).unit,
            `${isVerified(confidence) ? '' : '**not verified**: '}${confidence}${note ? `; ${note}` : ''}`,
            `[${source.title}](${source.url.replaceAll('{', '%7B').replaceAll('}', '%7D')})`,
            source.published,
          ]),
        [2],
      ),
    );
  },
};

function tierText({ upTo, price }: { readonly upTo?: Decimal; readonly price: Decimal }): string {
  return upTo ? `${price} up to ${quantity(upTo)}` : price.toString();
}

function unpriced(all: readonly Environment[]): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { name, report } of all) {
    for (const { gaps } of report.bill.resources)
      for (const gap of gaps) {
        const volume = gap.quantity ? `, ${quantity(gap.quantity)} ${gap.unit ?? ''}`.trimEnd() : '';
        const text = `${gap.name}${volume}: ${gap.reason}`;
        addTo(found, text, name);
      }
    for (const { type, count } of report.bill.unpriced) {
      const text = `${count} × \`${type}\`: neither priced nor known to be free`;
      addTo(found, text, name);
    }
  }
  return [...found].map(([text, names]) => `${text} (${[...new Set(names)].join(', ')})`);
}

function whatOf(all: readonly Environment[]): readonly string[] {
  return [...new Set(all.flatMap(({ report }) => report.complexity.counts.map(({ what }) => what)))];
}

/** A figure within a sentence: `prod:total`, `dev:service:Aurora`. */
function value(name: string, environments: readonly Environment[]): string {
  const [environment = '', figure = '', service = ''] = name.split(':');
  const report = environments.find((one) => one.name === environment)?.report;
  if (!report) throw new Error(`${TEMPLATE}: there is no environment ${environment}`);
  const { total } = report.bill;
  switch (figure) {
    case 'total':
      return dollars(total.all);
    case 'fixed':
      return dollars(total.fixed);
    case 'service': {
      const found = report.bill.services.find((one) => one.service === service);
      if (!found) throw new Error(`${TEMPLATE}: ${environment} has no service ${service}`);
      return dollars(found.all);
    }
    case 'functions':
      return String(report.egress?.functions ?? 0);
    case 'leaving':
      return String(report.egress?.functionsWithEgress ?? 0);
    case 'staying':
      return String((report.egress?.functions ?? 0) - (report.egress?.functionsWithEgress ?? 0));
    case 'services':
      return String(report.egress?.services ?? 0);
    case 'awsGb':
      return report.egress ? quantity(report.egress.awsGb, 1) : '0';
    default:
      throw new Error(`${TEMPLATE}: there is no figure ${figure}`);
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { renderHtml } from '../../policies/report/html/page';
import { repositoryRoot } from '../../tools/repository';
import { pageScript } from '../../tools/review/page/page-script';
import { sampleReview } from '../policies/report/html/sample-review';
import type { SampleOptions } from '../policies/report/html/sample-view';

/** The page of a review in the browser that its readers have. */
describe('the page of a review', () => {
  let directory: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the page asked for besides itself, and what went wrong in it. */
  let trouble: string[];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-page-'));
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });
  beforeEach(() => {
    trouble = [];
  });
  afterEach(async () => {
    await context?.close();
    expect(trouble).toEqual([]);
  });

  async function open(file: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
    context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
    page = await context.newPage();
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      if (request.url() !== address) trouble.push(`request ${request.url()}`);
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
    });
    await page.goto(address);
  }

  function sampleFile(options: SampleOptions = {}): string {
    const file = join(directory, `${JSON.stringify(options).replace(/\W/g, '_')}.html`);
    if (!existsSync(file)) {
      writeFileSync(
        file,
        renderHtml(sampleReview(options), { page: { script: pageScript() }, version: '0.1.0' }),
      );
    }
    return file;
  }

  it('is written by the command, for anybody’s Terraform, and loads with nothing but itself', async () => {
    const root = join(directory, 'infra');
    mkdirSync(root);
    writeFileSync(
      join(root, 'main.tf'),
      `provider "aws" {
  region = "eu-central-1"
}
resource "aws_s3_bucket" "open" {
  bucket = "</script><script>document.title='broken'</script>"
}
resource "aws_security_group" "open" {
  name = "<img src=http://127.0.0.1:9/x onerror=alert(1)>"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`,
    );
    const out = join(directory, 'written.html');
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        join(repositoryRoot, 'tools', 'bin', 'vpc-lambda.js'),
        'review',
        root,
        '--format',
        'html',
        '--out',
        out,
      ],
      { encoding: 'utf8', cwd: directory },
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('html written to') });
    await open(out);
    expect(await page.title()).toContain('Security review of');
    const finding = page.locator('.places li', { hasText: 'aws_security_group.open' }).first();
    const line = finding.locator('a.at').first();
    expect(await line.textContent()).toMatch(/^main\.tf:\d+$/);
    await finding.evaluate((item) => item.closest('details')?.setAttribute('open', ''));
    await line.click();
    // The browser opens the file that holds the line.
    await page.locator('.file[open] pre span:target').waitFor();
    await page.locator('pre .marks a.mark').first().click();
    await page.locator('.places li:target').waitFor();
  });

  it('lights the paths of a function that is clicked, and says what they are', async () => {
    await open(sampleFile());
    await page.locator('.pick', { hasText: 'read-cheque' }).click();
    const panel = page.locator('#panel');
    await panel.waitFor({ state: 'visible' });
    expect(await panel.locator('h3').textContent()).toBe('deposits-dev-read-cheque');
    expect(await panel.textContent()).toContain('Blocked by route: no endpoint for rekognition');
    expect(await panel.textContent()).toContain('the interface endpoint of kms');
    expect(await panel.locator('[id]:not(#panel-title):not(#panel-close):not(#panel-body)').count()).toBe(0);
    const lines = async (state: string) =>
      page.locator(`.edges path.lit-${state}`).evaluateAll((all) =>
        all.map((line) => {
          const { strokeDasharray } = getComputedStyle(line);
          return strokeDasharray;
        }),
      );
    // By their shape, not by their colour alone.
    expect(new Set(await lines('open'))).toEqual(new Set(['none']));
    expect(new Set(await lines('blocked'))).toEqual(new Set(['7px, 4px']));
    expect(await page.locator('.edges path:not(.lit)').count()).toBeGreaterThan(0);
    await panel.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('.lit').count()).toBe(0);
    expect(await panel.isVisible()).toBe(false);
  });

  it('does so by the keyboard alone', async () => {
    await open(sampleFile());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the review');
    await page.locator('#viewport').focus();
    await page.keyboard.press('Tab');
    const first = await focused();
    await page.keyboard.press('ArrowDown');
    const second = await focused();
    expect(second).not.toBe(first);
    await page.keyboard.press('Enter');
    await page.locator('#panel').waitFor({ state: 'visible' });
    expect(await page.locator('#panel-title').textContent()).toContain(second);
    expect(await page.locator('#picture-status').textContent()).toMatch(/paths: \d+ open/);
    await page.keyboard.press('Escape');
    expect(await page.locator('#panel').isVisible()).toBe(false);
    expect(await focused()).toBe(second);
    const width = () => page.locator('#picture').evaluate((svg) => svg.getBoundingClientRect().width);
    const before = await width();
    await page.keyboard.press('+');
    await until(async () => (await width()) > before);
  });

  it('has an overview of permissions that is one stop of the Tab key, with arrows in it', async () => {
    await open(sampleFile());
    const links = page.locator('#matrix tbody a');
    expect(await links.count()).toBeGreaterThan(60);
    expect(await page.locator('#matrix tbody a[tabindex="0"]').count()).toBe(1);
    await links.first().focus();
    expect(await focused()).toBe('submit-deposit');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('4 dynamodb of submit-deposit');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('4 dynamodb of get-deposit');
    await page.keyboard.press('End');
    expect(await focused()).toMatch(/of get-deposit$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const row = page.locator('tr:target');
    await row.waitFor({ state: 'visible' });
    expect(await row.textContent()).toContain('dynamodb:GetItem');
    // From the permission to the statement that grants it, and from there to the functions.
    await row.locator('a', { hasText: 'dynamodb:GetItem' }).click();
    const line = page.locator('pre span:target');
    await line.waitFor({ state: 'visible' });
    expect((await line.textContent())?.trim()).toBe('statement {');
    await page.locator('pre span:target + .marks a', { hasText: 'get-deposit' }).click();
    await page.locator('.function[open]:target').waitFor();
  });

  it('filters findings by severity, status, rule and words', async () => {
    await open(sampleFile());
    const said = () => page.locator('#finding-filter output').textContent();
    const shown = () => page.locator('.places li:not([hidden])').count();
    expect(await said()).toBe('16 findings');
    await page.getByLabel('low', { exact: true }).uncheck();
    await until(async () => (await said()) === '4 of 16 findings');
    expect(await shown()).toBe(4);
    expect(await page.locator('.rule:not([hidden])').count()).toBe(4);
    await page.getByLabel('waived', { exact: true }).uncheck();
    await until(async () => (await said()) === '3 of 16 findings');
    await page.locator('#finding-filter').getByRole('button', { name: 'Clear' }).click();
    await until(async () => (await said()) === '16 findings');
    await page.locator('#finding-filter').getByLabel('Rule').selectOption('lambda-concurrency');
    await until(async () => (await shown()) === 12);
    await page.locator('#finding-filter').getByRole('searchbox').fill('MERGE_batch concurrent');
    await until(async () => (await said()) === '1 of 16 findings');
    await page.locator('#finding-filter').getByRole('button', { name: 'Clear' }).click();
    await page.locator('#finding-filter').getByLabel('as approved').uncheck();
    await until(async () => (await said()) === '1 of 16 findings');
    // A link to a finding that is hidden shows it.
    await page.locator('#proofs a').first().click();
    await page.locator('.places li:target').waitFor({ state: 'visible' });
    // The summary's numbers are filters.
    await page.locator('.counts a', { hasText: '12' }).click();
    await until(async () => (await said()) === '12 of 16 findings');
  });

  it('filters permissions by words and by what a reviewer looks for', async () => {
    await open(sampleFile());
    const form = page.locator('#function-filter');
    const said = () => form.locator('output').textContent();
    await form.getByRole('searchbox').fill('notify-partner events:put');
    await until(async () => (await said()) === '1 of 12 functions');
    expect(await page.locator('.function:not([hidden]) .grants tbody tr:not([hidden])').count()).toBe(1);
    await form.getByRole('button', { name: 'Clear' }).click();
    await form.getByLabel('Show').selectOption('wild');
    await until(async () => (await said()) !== '12 functions');
    const rows = page.locator('.function:not([hidden]) .grants tbody tr:not([hidden])');
    expect(new Set(await rows.locator('th').allTextContents())).toEqual(new Set(['*']));
  });

  it.each(['light', 'dark'] as const)('has nothing that keeps anybody out, in %s', async (colorScheme) => {
    await open(sampleFile(), { colorScheme });
    await page.locator('.pick').first().click();
    await page.evaluate(() => {
      document.querySelectorAll('details').forEach((one) => {
        one.open = true;
      });
    });
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(root: Document): Promise<AxeResult> } };
      const { violations: found, passes } = await axe.run(document);
      return [
        ...found.map(({ impact, id, nodes }) => `${impact} ${id} ${nodes[0]?.html}`),
        ...(passes.length < 20 ? [`only ${passes.length} checks were made`] : []),
      ];
    });
    expect(violations).toEqual([]);
  });

  it('is readable without script, and at the width of a telephone', async () => {
    await open(sampleFile(), { javaScriptEnabled: false, viewport: { width: 400, height: 800 } });
    expect(await page.locator('#picture .pick').count()).toBe(12);
    expect(await page.locator('.script-only').first().isVisible()).toBe(false);
    await page.locator('.pick', { hasText: 'verify-account' }).click();
    const details = page.locator('.function:target');
    await details.waitFor();
    expect(await details.textContent()).toContain('deposits-dev-verify-account');
    await context.close();
    await open(sampleFile(), { viewport: { width: 400, height: 800 } });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });

  it('prints with everything unfolded', async () => {
    await open(sampleFile());
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    const hidden = await page
      .locator('.rule .why, .function .grants, .way li')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height === 0).length);
    expect(hidden).toBe(0);
    expect(await page.locator('nav').isVisible()).toBe(false);
  });

  it('opens at once with a thousand functions', async () => {
    const file = sampleFile({ functions: 1000, profiles: 200 });
    expect(statSync(file).size).toBeLessThan(15_000_000);
    await open(file);
    expect(await page.locator('.profile').count()).toBeLessThanOrEqual(20);
    const loaded = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return entry?.loadEventEnd ?? Number.POSITIVE_INFINITY;
    });
    // A second or two on a machine of its own; here others run beside it.
    expect(loaded).toBeLessThan(10_000);
    await page.locator('#pick-function').selectOption({ label: 'deposits-dev-merge-batch-40' });
    await page.locator('#panel').waitFor({ state: 'visible' });
    expect(await page.locator('.edges path.lit').count()).toBeGreaterThan(3);
    const box = await page.locator('.profile.lit').boundingBox();
    const frame = await page.locator('#viewport').boundingBox();
    await until(async () => box !== null && frame !== null && box.y < frame.y + frame.height);
    await page.locator('#function-filter input').fill('merge-batch-40 rekognition');
    await until(
      async () => (await page.locator('#function-filter output').textContent()) === '1 of 1000 functions',
    );
  });

  async function focused(): Promise<string> {
    return page.evaluate(() => {
      const active = document.activeElement;
      return (active?.querySelector('text')?.textContent ?? active?.textContent ?? '').trim();
    });
  }
});

interface AxeResult {
  readonly violations: readonly {
    readonly impact: string;
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
  readonly passes: readonly unknown[];
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${isSo.toString()}`);
    await sleep(50);
  }
}

/** @throws Error with the command that installs what is missing */
function chromiumPath(): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const found = folders.map((folder) => join(folder, 'chromium')).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error('there is no chromium: sudo apt-get install --no-install-recommends chromium');
}

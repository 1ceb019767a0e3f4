import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { renderHtml } from '../../../../policies/report/html/page';
import type { SourceFile } from '../../../../policies/report/html/page-material';
import { reviewOf, SAMPLE } from '../support';
import { PageReader } from './page-reader';
import { samplePage, sampleReview } from './sample-review';

const SCRIPT = 'console.log(1 < 2)';

function sample(hostile = '', functions = 12): PageReader {
  return new PageReader(
    renderHtml(sampleReview({ hostile, functions }), { page: { script: SCRIPT }, version: '1.2.3' }),
  );
}

describe('the page of a review', () => {
  it('gives every id once, and leads nowhere that does not exist', () => {
    const page = sample();
    expect(new Set(page.ids).size).toBe(page.ids.length);
    const missing = page.links.filter((link) => !link.startsWith('#') || !page.ids.includes(link.slice(1)));
    expect(missing).toEqual([]);
    expect(page.links.length).toBeGreaterThan(200);
    const labels = [...page.source.matchAll(/ aria-(?:labelledby|describedby)="([^"]*)"/g)].map(
      ([, id]) => id,
    );
    expect(labels.filter((id) => !page.ids.includes(id ?? ''))).toEqual([]);
  });

  it('is the same for the same review, in whatever order the files come', () => {
    const [first, second] = [samplePage(), samplePage()];
    const reversed = { ...second, sources: [...(second.sources ?? [])].reverse() };
    const review = sampleReview();
    expect(renderHtml({ ...review, page: reversed }, {})).toBe(renderHtml({ ...review, page: first }, {}));
  });

  it('shows each finding with everything a reader needs', () => {
    const { findings } = sampleReview();
    const page = sample();
    for (const { fingerprint, address, message, remediation } of findings) {
      expect(page.ids).toContain(`f-${fingerprint}`);
      for (const said of [address, message, remediation.replaceAll('`', ' ').trim(), fingerprint])
        expect(page.text.replace(/\s+/g, '')).toContain(said.replace(/\s+/g, ''));
    }
    for (const said of [
      'CKV_AWS_24, AVD-AWS-0107',
      'Why iam-no-wildcard is there',
      'Waived by team-payments until 2027-03-31: until the migration is done (otherwise unknown)',
      'submit-deposit opens partner.example:443',
      '32.85 USD',
      'modules/compute/function.ts:88, from stacks/deployment/functions.ts:62',
    ]) {
      expect(page.text).toContain(said);
    }
  });

  it('says what was judged and how it came out', () => {
    const { text } = sample();
    expect(text).toContain('14 findings fail, the worst critical.');
    expect(text).toContain('1 of 2 proofs fail.');
    expect(text).toContain('1 gap in the input');
    expect(text).toContain(`sha256:${'0'.repeat(64)}`);
    expect(text).toMatch(/low 12 low, fail 0 0/);
  });

  it('says what changed since the approved state', () => {
    const { text } = sample();
    for (const said of [
      'wider permission of deposits:aws_lambda_function.post_ledger : s3:GetObject on arn:aws:s3:::cheques approved was',
      'new path of deposits:aws_lambda_function.post_ledger to host partner.example',
      'wider range of group egress tcp port 443 : 0.0.0.0/0 approved was 10.0.0.0/8',
      'replaced data:aws_rds_cluster.ledger holds data : engine was "a" and is "b"',
      'moved deposits:aws_iam_role.a to deposits:aws_iam_role.b',
      '− medium s3-versioning aws_s3_bucket.old x.tf:3',
      '+ critical network-no-open-ingress aws_security_group.open',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('leaves out what there is nothing of, and says so where it matters', async () => {
    const page = new PageReader(renderHtml(await reviewOf(SAMPLE), {}));
    expect(page.ids).toEqual(
      expect.arrayContaining(['summary', 'findings', 'network', 'functions', 'proofs', 'sources']),
    );
    for (const absent of ['changes', 'waivers', 'bill']) expect(page.ids).not.toContain(absent);
    expect(page.text).toContain('No model of the network was given');
    expect(page.source).not.toContain('<script');
    const review = await reviewOf(SAMPLE);
    const plan = renderHtml({ ...review, source: { kind: 'plan', path: 'plan.json' } }, {});
    expect(plan).toContain('A plan says what Terraform would do');
    const nothing = renderHtml(await reviewOf(''), {});
    expect(nothing).toContain('There are no resources in the input: nothing was judged.');
  });

  it('links rules to their page where that is on the web, not to a disk', async () => {
    const review = await reviewOf(SAMPLE);
    expect(renderHtml(review, { rulesPage: 'https://a.example/docs/rules.md' })).toContain(
      'href="https://a.example/docs/rules.md#thing-flag"',
    );
    expect(renderHtml(review, { rulesPage: 'file:///srv/me/docs/rules.md' })).not.toContain('/srv/me');
  });
});

describe('links between findings and Terraform', () => {
  it('lead from a finding of files to its line, and back', async () => {
    const review = await reviewOf(SAMPLE);
    const sources: readonly SourceFile[] = [{ path: 'main.tf', text: SAMPLE }];
    const page = new PageReader(renderHtml({ ...review, page: { sources } }, {}));
    for (const finding of review.findings) {
      const line = `s1-${finding.line}`;
      expect(page.after(`f-${finding.fingerprint.replace(':', '-')}`)).toContain(`href="#${line}"`);
      expect(page.after(line)).toContain(`href="#f-${finding.fingerprint.replace(':', '-')}"`);
    }
    expect(page.after('s1-11')).toContain('number = 22');
  });

  it('lead from what was synthesized to its HCL, from statements too', () => {
    const page = sample();
    const concurrency = sampleReview().findings.find(
      ({ address }) => address === 'aws_lambda_function.get_deposit',
    );
    const at = page.after(`f-${concurrency?.fingerprint}`);
    const [, line = ''] = /href="#(s\d+-\d+)"/.exec(at) ?? [];
    expect(page.after(line)).toContain('resource &quot;aws_lambda_function&quot; &quot;get_deposit&quot;');
    expect(page.after(line)).toContain(`href="#f-${concurrency?.fingerprint}"`);
    // The second statement of the document, not the first and not the document.
    const row = page.after('fn-2-p1');
    const [, statement = ''] = /href="#(s\d+-\d+)"/.exec(row) ?? [];
    expect(page.after(statement)).toMatch(/^[^>]*> {2}statement \{/);
    expect(page.after(statement)).toContain('href="#fn-2"');
  });

  it('show what leads somewhere, of more files than a browser opens', () => {
    const filler = { path: 'zzz.tf', text: `${'resource "aws_x" "y" {\n}\n'.repeat(40_000)}` };
    const review = sampleReview();
    const page = renderHtml({ ...review, page: { sources: [...(samplePage().sources ?? []), filler] } }, {});
    expect(page.length).toBeLessThan(600_000);
    expect(page).toContain('Shown are the blocks that something on this page leads to');
    const reader = new PageReader(page);
    expect(
      reader.links.filter((link) => link.startsWith('#s') && !reader.ids.includes(link.slice(1))),
    ).toEqual([]);
  });
});

describe('what others wrote', () => {
  // Two functions have all that twelve have, and are read faster.
  const skeleton = sample('', 2).skeleton;

  it.each([
    '</script><script>alert(1)</script>',
    '</style><img src=x onerror=alert(1)>',
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    '<!-- --><![CDATA[ ]]>',
    '&lt;b&gt; &amp;amp; &#60;',
    'a\u202Eb\u2066c\u200B\u0000\u0007',
    'line\nline',
    '\uD800 \u{1F600} 漢字 العربية',
    '`code` ${x} %{y} {{z}}',
    'javascript:alert(1)',
  ])('is text and nothing else: %j', (hostile) => {
    const page = sample(hostile, 2);
    expect(page.skeleton).toEqual(skeleton);
    expect(page.source).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/u);
  });

  it('is text and nothing else, whatever it is', () => {
    const parts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '</script',
        '<svg onload=',
        '"',
        "'",
        '>',
        '<',
        '&',
        '-->',
        '\u202E',
        '\u2028',
        '\\',
        '`',
        '$1',
        '$&',
      ),
    );
    // A wildcard in a resource is marked, which is a class more.
    const hostile = fc.array(parts, { maxLength: 5 }).map((all) => all.join('').replace(/[*?]/g, ''));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(sample(text, 2).skeleton).toEqual(skeleton);
      }),
      { numRuns: 40 },
    );
  });

  it('is shown where it could not be seen', () => {
    expect(sample('\u202E').text).toContain('cdktf.out⟨U+202E⟩');
    expect(sample('\u0000').text).toContain('cdktf.out⟨U+0000⟩');
  });
});

describe('the policy of the page', () => {
  it('allows this style and this script, and nothing from anywhere', () => {
    const page = sample();
    const policy = page.attribute(/Content-Security-Policy" content="([^"]*)"/);
    const hash = (kind: string) => {
      const [, text = ''] = new RegExp(`<${kind}>([\\s\\S]*?)</${kind}>`).exec(page.source) ?? [];
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src ${hash('style')};`);
    expect(policy).toContain(`script-src ${hash('script')};`);
    expect(policy).not.toContain('unsafe');
  });

  it('is not needed: nothing asks for a file, and no attribute holds code or style', () => {
    const { tags, source } = sample();
    expect(tags.filter((tag) => /^<(link|img|iframe|object|embed|base|form action)\b/.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\s(src|srcset|style|on\w+|action)=/.test(tag))).toEqual([]);
    expect(source.match(/url\(|@import|https?:\/\/(?!www\.w3\.org\/2000\/svg)/g)).toBeNull();
  });

  it('cannot be left by the script itself', () => {
    expect(() => renderHtml(sampleReview(), { page: { script: 'x = "</script>"' } })).toThrow(
      'would end its element',
    );
  });
});

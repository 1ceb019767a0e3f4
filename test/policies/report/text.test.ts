import type { Review } from '../../../policies/report/review';
import { renderText } from '../../../policies/report/text';
import { parseWaivers } from '../../../policies/waivers/read-waivers';
import { reviewOf, SAMPLE } from './support';

describe('the review as text', () => {
  it('is grouped by severity and rule, with the remedy once for each rule', async () => {
    const waivers = parseWaivers(
      JSON.stringify({
        schemaVersion: 1,
        waivers: [
          {
            rule: 'thing-flag',
            address: 'aws_thing.open',
            owner: 'ops',
            reason: 'set by hand',
            expiry: '2026-12-31',
          },
        ],
      }),
      'waivers.json',
      true,
    );
    expect(renderText(await reviewOf(SAMPLE, { waivers }), { width: 80 })).toBe(`CRITICAL

thing-port: A thing opens no port to the world.
  fail     aws_thing.unset  main.tf:11
           port 22 is open
  fail     aws_thing.unset  main.tf:14
           port 443 is open
  mend     Remove the \`port\` block.

MEDIUM

input-complete: Everything that the input calls can be looked into.
  unknown  module.far  main.tf:2
           the module somebody/module/aws is not local and not installed
  mend     Review the plan instead, which contains all modules (\`terraform show
           -json PLAN > plan.json\`), or run \`terraform init\` before the review.

thing-flag: A thing has its flag set.
  waived   aws_thing.open  main.tf:18
           flag: the variable flag has no value
           waived by ops until 2026-12-31: set by hand (otherwise unknown)
  fail     aws_thing.unset  main.tf:8
           flag is not set; wanted is true
  mend     Set \`flag = true\`.
  also     CKV_AWS_1, AVD-AWS-0001

3 of 4 resources checked: 3 fail (2 critical, 1 medium), 1 unknown, 1 waived
`);
  });

  it('names together what one line made', async () => {
    const review = await reviewOf(
      'resource "aws_thing" "a" {\n  count = 3\n}\nresource "aws_thing" "b" {}\n',
    );
    expect(renderText(review, {}).split('\n').slice(2, -4)).toEqual([
      'thing-flag: A thing has its flag set.',
      '  fail     aws_thing.a[0]',
      '           aws_thing.a[1]',
      '           aws_thing.a[2]',
      '           main.tf:1',
      '           flag is not set; wanted is true',
      '  fail     aws_thing.b  main.tf:4',
      '           flag is not set; wanted is true',
      '  mend     Set `flag = true`.',
    ]);
  });

  it('keeps to the width, where words allow it', async () => {
    const review = await reviewOf(SAMPLE);
    for (const width of [60, 80, 120]) {
      const tooLong = renderText(review, { width })
        .split('\n')
        .filter((line) => line.length > width && line.trim().includes(' ') && !line.includes(' checked: '));
      expect(tooLong).toEqual([]);
    }
  });

  it('is coloured only on request', async () => {
    const review = await reviewOf(SAMPLE);
    const start = String.fromCharCode(27);
    expect(renderText(review, {})).not.toContain(start);
    const colored = renderText(review, { color: true });
    expect(colored).toContain(`${start}[1;31mCRITICAL${start}[0m`);
    expect(colored.replace(new RegExp(`${start}\\[[0-9;]*m`, 'g'), '')).toBe(renderText(review, {}));
  });

  it('says that nothing was judged where nothing is', async () => {
    const review = await reviewOf('locals {}');
    expect(renderText(review, {})).toBe(
      'There are no resources in the input: nothing was judged.\n0 of 0 resources checked: 0 fail, 0 unknown, 0 waived\n',
    );
  });

  it('lets nothing that was judged command the terminal', async () => {
    const review = await reviewOf(SAMPLE);
    const evil = '\u001b[2J\u009b31m\u202eend\r\nnext\u2028last\ud800';
    const findings = review.findings.map((one) => ({
      ...one,
      address: evil,
      file: evil,
      message: evil,
      stack: evil,
      constructPath: evil,
    }));
    const text = renderText({ ...review, findings } as Review, {});
    expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Surrogate}]|(?!\n)\p{Cc}/u);
  });
});

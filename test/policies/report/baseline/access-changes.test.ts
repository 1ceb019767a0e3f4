import { Resource } from '../../../../policies/graph/resource';
import { accessModel } from '../../../../policies/model/view/access-snapshot';
import { parseBaseline } from '../../../../policies/report/baseline/baseline';
import type { PlannedChange } from '../../../../policies/report/baseline/moves';
import { renderJson } from '../../../../policies/report/json';
import { judge } from '../../../../policies/report/judge';
import type { Review } from '../../../../policies/report/review';
import { renderText } from '../../../../policies/report/text';
import { graphOf } from '../../graph/support';
import { SAMPLE, sampleWith, sampleWithout } from '../../model/reach/sample-network';

const OPTIONS = { rules: [], now: new Date('2026-06-15T00:00:00Z'), models: accessModel };

async function against(before: string, now: string, moves: PlannedChange['moves'] = []): Promise<Review> {
  const approved = parseBaseline(renderJson(await judge(await graphOf(before), OPTIONS)), 'approved.json');
  return judge(await graphOf(now), {
    ...OPTIONS,
    baseline: { approved, changes: { moves, replaced: new Set() } },
  });
}

const found = ({ findings }: Review) =>
  findings.map(
    ({ rule, address, message, baselineState }) => `${baselineState} ${rule} ${address}: ${message}`,
  );

const send = 'Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn';

describe('permissions and paths beside the approved ones', () => {
  it('are as they were', async () => {
    const review = await against(SAMPLE, `# a line more\n${SAMPLE}`);
    expect(found(review)).toEqual([]);
    expect(review.comparison?.access).toEqual({ permissions: [], paths: [], ranges: [], renamed: [] });
  });

  it('are findings where they are more, at the line of the statement', async () => {
    const wider = sampleWith([send, send.replace('sqs:SendMessage', 'sqs:*')]);
    const review = await against(SAMPLE, wider);
    expect(found(review)).toEqual([
      'new change-permission-wider aws_lambda_function.f: it may sqs:* on arn:aws:sqs:eu-central-1:<account>:q; approved was sqs:SendMessage on arn:aws:sqs:eu-central-1:<account>:q',
    ]);
    const [finding] = review.findings;
    expect(
      wider
        .split('\n')
        .slice((finding?.line ?? 0) - 1)
        .join('\n'),
    ).toMatch(/^\s*(policy|.*Sid = "Send")/);
  });

  it('name what is new: permission, path and range', async () => {
    const more = sampleWith(
      [send, send.replace('"sqs:SendMessage"', '["sqs:SendMessage", "sqs:PurgeQueue"]')],
      ['DB_HOST ', 'OTHER_URL = "https://other.example"\n      DB_HOST '],
      ['"partner.example"]', '"partner.example", "other.example"]'],
      [/(egress_rule" "internet"[^}]*from_port\s*= )443/, '$180'],
    );
    expect(found(await against(SAMPLE, more))).toEqual([
      'new change-range-wider aws_security_group.function: egress tcp ports 80-443 is open to 0.0.0.0/0; approved was no addresses',
      'new change-path-new aws_lambda_function.f: it reaches host other.example, which was not approved',
      'new change-permission-new aws_lambda_function.f: it may sqs:PurgeQueue on arn:aws:sqs:eu-central-1:<account>:q, which was not approved',
    ]);
  });

  it('are no finding where they are less, and the text says so', async () => {
    const review = await against(
      SAMPLE,
      sampleWithout('aws_vpc_security_group_ingress_rule.endpoint').replace(
        's3:ListBucket',
        's3:GetBucketLocation',
      ),
    );
    expect(found(review)).toEqual([expect.stringContaining('new change-permission-new')]);
    const text = renderText(review, {});
    expect(text).toContain(
      'permissions: 1 new, 0 wider, 1 removed; paths: 0 new, 1 closed; ranges: 0 wider, 0 narrower',
    );
    expect(text).toContain('aws_lambda_function.f no longer reaches service sqs');
    expect(text).toContain('aws_lambda_function.f may no longer s3:ListBucket on arn:aws:s3:::b');
  });

  it('survive a rename', async () => {
    const moved = SAMPLE.replace('aws_lambda_function" "f"', 'aws_lambda_function" "g"').replace(
      'function_name = "f"',
      'function_name = "g"',
    );
    const review = await against(SAMPLE, moved, [
      { from: 'aws_lambda_function.f', to: 'aws_lambda_function.g' },
    ]);
    expect(found(review)).toEqual([]);
    expect(renderText(review, {})).toContain(
      'the function aws_lambda_function.f is now aws_lambda_function.g',
    );
  });

  it('are not compared with a baseline that does not have them, or has something else', async () => {
    const graph = await graphOf(SAMPLE);
    const json = renderJson(await judge(graph, { ...OPTIONS, models: () => ({ access: { version: 2 } }) }));
    const approved = parseBaseline(json, 'approved.json');
    const review = await judge(graph, {
      ...OPTIONS,
      baseline: { approved, changes: { moves: [], replaced: new Set() } },
    });
    expect(review.comparison?.access).toBeUndefined();
    expect(review.findings).toEqual([]);
    expect(graph.resources[0]).toBeInstanceOf(Resource);
  });
});

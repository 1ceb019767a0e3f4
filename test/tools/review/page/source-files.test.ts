import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadGraph } from '../../../../policies/graph/load';
import { computeDigest } from '../../../../tools/hcl/digest';
import { pageMaterial } from '../../../../tools/review/page/material';
import { sourceFiles } from '../../../../tools/review/page/source-files';

describe('the Terraform on the page', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-sources-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
  }

  async function namesOf(path: string): Promise<readonly (string | undefined)[] | undefined> {
    const files = sourceFiles(await loadGraph(path), path);
    return files?.map((file) => (file.stack === undefined ? file.path : `${file.stack} ${file.path}`)).sort();
  }

  it('is the root module with the modules that it calls, and no other file', async () => {
    write({
      'main.tf': 'module "m" {\n  source = "./modules/m"\n}\n',
      'empty.tf': '\n',
      'secret.tfvars': 'a = 1\n',
      'modules/m/queue.tf': 'resource "aws_sqs_queue" "q" {}\n',
      'modules/other/x.tf': 'resource "aws_sqs_queue" "q" {}\n',
    });
    expect(await namesOf(directory)).toEqual(['empty.tf', 'main.tf', 'modules/m/queue.tf']);
    expect(await namesOf(join(directory, 'empty.tf'))).toEqual([]);
  });

  it('is the HCL of a synthesized directory, by stack', async () => {
    write({
      'manifest.json': JSON.stringify({
        stacks: { data: { name: 'data', synthesizedStackPath: 'stacks/data/cdk.tf.json' } },
      }),
      'stacks/data/cdk.tf.json': '{"resource":{"aws_sqs_queue":{"q":{"name":"q"}}}}',
      'hcl/data/main.tf': 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n',
      'hcl/data/notes.txt': 'x',
    });
    expect(await namesOf(directory)).toEqual(['data hcl/data/main.tf']);
    const { digest } = pageMaterial(await loadGraph(directory), directory);
    expect(digest).toBe(computeDigest(directory).digest);
  });

  it('is not in a plan', async () => {
    write({ 'plan.json': '{"format_version":"1.2","planned_values":{"root_module":{}},"configuration":{}}' });
    expect(await namesOf(join(directory, 'plan.json'))).toBeUndefined();
  });
});

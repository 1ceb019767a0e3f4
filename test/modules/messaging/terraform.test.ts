import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proveEqual } from '../../../policies/proofs/hcl-equals-json';
import { writeStack } from '../../../tools/hcl/write-stack';
import { expectValid, testWithTerraform, withProvider } from '../../support/terraform';
import { synthesizeAws } from '../identity/aws-stack';
import { everything } from './everything';

const json = withProvider(synthesizeAws((stack) => everything(stack)));

test('the HCL of all constructs equals their JSON', async () => {
  expect(await proveEqual(json, writeStack(json))).toEqual([]);
});

describe('the real Terraform', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'messaging-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  testWithTerraform('accepts all constructs, without a cycle, as JSON and as HCL', () =>
    expectValid(json, directory),
  );
});

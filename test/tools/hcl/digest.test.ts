import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  computeDigest,
  DIGEST_FILE,
  DigestError,
  verifyDigest,
  writeDigest,
} from '../../../tools/hcl/digest';

const CONTENT = {
  'stacks/network/cdk.tf.json': '{}',
  'hcl/network/network.tf': 'locals {}\n',
  'functions/submit.zip': 'PK',
  'manifest.json': '{}',
} as const;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'digest-'));
  for (const [path, text] of Object.entries(CONTENT)) write(path, text);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

describe('writeDigest', () => {
  it('seals every file with its hash', () => {
    const digest = writeDigest(directory);
    expect(Object.keys(digest.files)).toEqual(Object.keys(CONTENT).sort());
    expect(digest.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    // printf '{}' | sha256sum
    expect(digest.files['manifest.json']).toBe(
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
    expect(JSON.parse(readFileSync(join(directory, DIGEST_FILE), 'utf8'))).toEqual(digest);
    expect(verifyDigest(directory)).toEqual([]);
  });

  it('depends neither on the order nor on the place of the files', () => {
    const before = computeDigest(directory).digest;
    rmSync(directory, { recursive: true });
    directory = mkdtempSync(join(tmpdir(), 'digest-'));
    for (const [path, text] of Object.entries(CONTENT).reverse()) write(path, text);
    expect(computeDigest(directory).digest).toBe(before);
  });

  it('tells a file from the same text under another name', () => {
    const before = computeDigest(directory).digest;
    rmSync(join(directory, 'manifest.json'));
    write('manifest2.json', CONTENT['manifest.json']);
    expect(computeDigest(directory).digest).not.toBe(before);
  });

  it('leaves out what Terraform leaves there', () => {
    const before = computeDigest(directory).digest;
    for (const file of [
      '.terraform/x/y',
      '.terraform.lock.hcl',
      'terraform.tfstate.backup',
      'plan',
      '.terraform.tfstate.lock.info',
    ]) {
      write(`stacks/network/${file}`, 'work');
    }
    expect(computeDigest(directory).digest).toBe(before);
  });

  it('refuses a link to a directory', () => {
    symlinkSync(tmpdir(), join(directory, 'elsewhere'));
    expect(() => computeDigest(directory)).toThrow(DigestError);
  });
});

describe('verifyDigest', () => {
  it('names each file that changed, is missing or is extra', () => {
    writeDigest(directory);
    write('hcl/network/network.tf', 'locals { }\n');
    rmSync(join(directory, 'functions/submit.zip'));
    write('stacks/network/override.tf', '');
    expect(verifyDigest(directory)).toEqual([
      { path: 'functions/submit.zip', problem: 'missing' },
      { path: 'hcl/network/network.tf', problem: 'changed' },
      { path: 'stacks/network/override.tf', problem: 'extra' },
    ]);
  });

  it('notices that the digest was changed with the files', () => {
    const digest = writeDigest(directory);
    const { 'manifest.json': _removed, ...files } = digest.files;
    rmSync(join(directory, 'manifest.json'));
    write(DIGEST_FILE, JSON.stringify({ ...digest, files }));
    expect(verifyDigest(directory)).toEqual([{ path: DIGEST_FILE, problem: 'changed' }]);
  });

  it('says when there is no digest, or none that can be read', () => {
    expect(verifyDigest(directory)).toEqual([{ path: DIGEST_FILE, problem: 'missing' }]);
    for (const text of [
      '{',
      '[]',
      '{"algorithm":"md5","digest":"x","files":{}}',
      '{"algorithm":"sha256","digest":"x","files":{"a":1}}',
    ]) {
      write(DIGEST_FILE, text);
      expect(verifyDigest(directory)).toEqual([{ path: DIGEST_FILE, problem: 'unreadable' }]);
    }
  });
});

import { createHash } from 'node:crypto';
import { decodeJson, encodeJson } from '../json-text';
import { Unknown } from '../value';
import { text } from './arguments';
import { EvaluationError } from './budget';
import type { FunctionTable } from './function-table';

const hash = (algorithm: string, encoding: 'hex' | 'base64'): FunctionTable[string] => ({
  known: 'all',
  call: (args) => createHash(algorithm).update(text(args, 0)).digest(encoding),
});

export const encodingFunctions: FunctionTable = {
  md5: hash('md5', 'hex'),
  sha1: hash('sha1', 'hex'),
  sha256: hash('sha256', 'hex'),
  sha512: hash('sha512', 'hex'),
  base64sha256: hash('sha256', 'base64'),
  base64sha512: hash('sha512', 'base64'),
  base64encode: { known: 'all', call: (args) => Buffer.from(text(args, 0)).toString('base64') },
  base64decode: { known: 'all', call: (args) => Buffer.from(text(args, 0), 'base64').toString() },
  urlencode: {
    known: 'all',
    call: (args) =>
      encodeURIComponent(Buffer.from(text(args, 0)).toString())
        .replaceAll('%20', '+')
        .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  },
  jsonencode: {
    known: 'none',
    call: ([value = null], scope) => encodeJson(value, (steps) => scope.budget.spend(steps)),
  },
  jsondecode: {
    known: 'none',
    call: ([value = null]) => {
      const found = decodeJson(value);
      if (found !== undefined) return found;
      if (value instanceof Unknown) return new Unknown(value.reason);
      throw new EvaluationError('not JSON');
    },
  },
  csvdecode: {
    known: 'all',
    call: (args) => {
      const source = text(args, 0);
      if (source.includes('"')) return new Unknown('csvdecode with quotes is not evaluated here');
      const [header = '', ...rows] = source.split(/\r?\n/).filter((line) => line !== '');
      const names = header.split(',');
      return rows.map((row) => {
        const cells = row.split(',');
        return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
      });
    },
  },
};

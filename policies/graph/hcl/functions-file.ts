import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Unknown, type Value } from '../value';
import { text } from './arguments';
import { EvaluationError } from './budget';
import type { FunctionTable } from './function-table';
import type { Scope } from './scope';

const digest = (algorithm: string, encoding: 'hex' | 'base64'): FunctionTable[string] => ({
  known: 'all',
  call: (args, scope) =>
    withFile(args, scope, (content) => createHash(algorithm).update(content).digest(encoding)),
});

export const fileFunctions: FunctionTable = {
  file: { known: 'all', call: (args, scope) => scope.file(text(args, 0)) },
  filebase64: {
    known: 'all',
    call: (args, scope) => withFile(args, scope, (content) => Buffer.from(content).toString('base64')),
  },
  fileexists: {
    known: 'all',
    call: (args, scope) => {
      try {
        const content = scope.file(text(args, 0));
        return content instanceof Unknown ? content : true;
      } catch (error) {
        if (error instanceof EvaluationError) return false;
        throw error;
      }
    },
  },
  filemd5: digest('md5', 'hex'),
  filesha1: digest('sha1', 'hex'),
  filesha256: digest('sha256', 'hex'),
  filesha512: digest('sha512', 'hex'),
  filebase64sha256: digest('sha256', 'base64'),
  filebase64sha512: digest('sha512', 'base64'),
  abspath: { known: 'all', call: () => new Unknown('an absolute path depends on the machine') },
  pathexpand: {
    known: 'all',
    call: (args) =>
      text(args, 0).startsWith('~')
        ? new Unknown('the home directory depends on the machine')
        : text(args, 0),
  },
  basename: { known: 'all', call: (args) => posix.basename(text(args, 0)) },
  dirname: { known: 'all', call: (args) => posix.dirname(text(args, 0)) },
};

function withFile(args: readonly Value[], scope: Scope, work: (content: string) => Value): Value {
  const content = scope.file(text(args, 0));
  return content instanceof Unknown ? new Unknown(content.reason) : work(content);
}

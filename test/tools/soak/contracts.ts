import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../tools/repository';

const functions = join(repositoryRoot, 'functions');

/** The names of all functions: the folders that hold a contract. */
export const CONTRACTS_OF: readonly string[] = readdirSync(functions).filter((name) =>
  readdirSync(join(functions, name)).includes('contract.ts'),
);

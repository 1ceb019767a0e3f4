import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../policies/rules/registry';
import { repositoryRoot } from '../repository';
import { renderRulePage } from './rule-page';

writeFileSync(join(repositoryRoot, 'docs/rules.md'), renderRulePage(RULES));
process.stdout.write(`policies/rules/registry.ts and docs/rules.md: ${RULES.length} rules\n`);

import type { Found } from './findings';
import type { Mutation } from './kind';
import { MUTATION_KINDS } from './kinds/all-kinds';
import type { MutationRun } from './run-mutations';

/** As text, for a person: numbers, then every survivor with what it was. */
export function mutationText(run: MutationRun, cpuSeconds: number): string {
  const { results, harmless, withoutPlace, unknownCriteria } = run;
  const of = (status: string) => results.filter((one) => one.status === status);
  const kinds = new Set(results.map(({ mutation }) => mutation.kind));
  const raised = harmless.filter(({ findings }) => findings.length > 0);
  return [
    ...of('survived').flatMap(({ mutation, findings }) => [
      `SURVIVED ${titleOf(mutation)}`,
      `  weakness: ${MUTATION_KINDS.find(({ id }) => id === mutation.kind)?.weakness ?? ''}`,
      ...editLines(mutation),
      ...findings.slice(0, 3).map((found) => `  only: ${foundText(found)}`),
    ]),
    ...raised.flatMap(({ edit, findings }) => [
      `RAISED BY A HARMLESS EDIT ${titleOf(edit)}`,
      ...editLines(edit),
      ...findings.slice(0, 5).map((found) => `  ${foundText(found)}`),
    ]),
    ...withoutPlace.map((kind) => `no place in any environment: ${kind}`),
    ...unknownCriteria.map((id) => `nobody judges by ${id}: kinds that only it names survive`),
    `${results.length} mutations of ${kinds.size} kinds: ${of('caught').length} caught, ` +
      `${of('survived').length} survived, ${of('already').length} where the environment has the weakness already`,
    `${harmless.length} harmless edits: ${raised.length} raised something`,
    `${cpuSeconds.toFixed(1)} CPU s`,
    '',
  ].join('\n');
}

/** For machines: every mutation with what caught it. */
export function mutationJson(run: MutationRun, cpuSeconds: number): object {
  return {
    schemaVersion: 1,
    cpuSeconds: Number(cpuSeconds.toFixed(1)),
    mutations: run.results.map(({ mutation, status, findings }) => ({
      ...mutation,
      status,
      by: [...new Set(findings.map(({ criterion }) => criterion))],
    })),
    harmless: run.harmless.map(({ edit, findings }) => ({
      ...edit,
      raised: [...new Set(findings.map(({ criterion }) => criterion))],
    })),
    withoutPlace: run.withoutPlace,
    unknownCriteria: run.unknownCriteria,
  };
}

/** Whether everything was caught, and nothing harmless raised anything. */
export function isSound({ results, harmless }: MutationRun): boolean {
  return (
    results.every(({ status }) => status !== 'survived') &&
    harmless.every(({ findings }) => findings.length === 0)
  );
}

function titleOf({ kind, environment, changed }: Mutation): string {
  return `${kind} in ${environment} at ${changed[0] ?? 'the system'}`;
}

function editLines({ edits }: Mutation): readonly string[] {
  return edits.map(({ stack, path, before, after }) => {
    const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 160));
    return `  ${stack}: ${path.join('.')}: ${shown(before)} → ${shown(after)}`;
  });
}

function foundText({ criterion, status, keys, message }: Found): string {
  return `${status} ${criterion} ${keys[0] ?? ''}: ${message.slice(0, 160)}`;
}

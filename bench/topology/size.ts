/** How many functions the topology has: the environment variable of the same name, for every candidate. */
export const SIZE_VARIABLE = 'BENCH_FUNCTIONS';

/** @throws when the variable holds no whole number of functions */
export function functionsFromEnvironment(environment: NodeJS.ProcessEnv): number {
  const functions = Number(environment[SIZE_VARIABLE]);
  if (!Number.isInteger(functions) || functions < 1) {
    throw new Error(`${SIZE_VARIABLE} is ${environment[SIZE_VARIABLE]}; allowed: a whole number from 1`);
  }
  return functions;
}

/** `worker-0001`: the same for every candidate. */
export function workerName(index: number): string {
  return `worker-${String(index).padStart(4, '0')}`;
}

import { randomUUID } from 'node:crypto';
import type { ItemProcessor } from '../definition';
import type { Json } from '../json';
import type { Run, Visit } from '../run';
import { Aborted, asStatesError } from '../states-error';

/** How one child execution of a Distributed Map ended. */
export interface ChildExecution {
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate: Date;
  readonly stopDate: Date;
}

/** Runs one child to its end, whichever it is. */
export async function runChild(
  processor: ItemProcessor,
  input: Json,
  childMachine: string,
  run: Run,
  runStates: Visit['runStates'],
): Promise<ChildExecution> {
  const name = randomUUID();
  const kind = processor.ProcessorConfig?.ExecutionType === 'EXPRESS' ? 'express' : 'execution';
  const suffix = kind === 'express' ? `:${randomUUID()}` : '';
  const arn = `${childMachine.replace(':stateMachine:', `:${kind}:`)}:${name}${suffix}`;
  const startDate = new Date();
  const context = {
    ...run.context,
    Execution: {
      ...(run.context['Execution'] as object),
      Id: arn,
      Name: name,
      Input: input,
      StartTime: startDate.toISOString(),
    },
  };
  const common = { arn, name, input, startDate };
  try {
    const output = await runStates(processor, input, { ...run, context, trace: run.trace.apart() });
    return { ...common, status: 'SUCCEEDED', output, stopDate: new Date() };
  } catch (thrown) {
    if (thrown instanceof Aborted) throw thrown;
    const { error, cause } = asStatesError(thrown);
    return { ...common, status: 'FAILED', error, cause, stopDate: new Date() };
  }
}

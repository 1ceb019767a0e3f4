import { selectInput } from '../data-flow';
import type { MapState, ResultWriter } from '../definition';
import { isArray, type Json, type JsonObject } from '../json';
import { fillTemplate } from '../payload-template';
import type { Run } from '../run';
import { StatesError } from '../states-error';
import type { ChildExecution } from './child-execution';

type WriterConfig = NonNullable<ResultWriter['WriterConfig']>;

/**
 * Writes what the children gave into S3 as AWS does: `<prefix>/<map run>/SUCCEEDED_0.json`, `FAILED_0.json` and a
 * `manifest.json` that names them. (AWS starts another file at 5 GB; here there is one.)
 *
 * @returns the state's result: where the manifest lies
 * @throws StatesError States.ResultWriterFailed
 */
export async function writeResults(
  state: MapState,
  writer: ResultWriter,
  children: readonly ChildExecution[],
  input: Json,
  mapRunArn: string,
  run: Run,
  context: JsonObject,
): Promise<Json> {
  const effective = selectInput(state, input, context);
  const parameters = fillTemplate(writer.Parameters ?? {}, effective, context) as JsonObject;
  const bucket = String(parameters['Bucket']);
  const mapRunId = mapRunArn.slice(mapRunArn.lastIndexOf(':') + 1);
  const prefix = parameters['Prefix'] === undefined ? '' : String(parameters['Prefix']).replace(/\/$/, '');
  const folder = [prefix, mapRunId].filter(Boolean).join('/');
  const configuration = writer.WriterConfig ?? {};
  const extension = configuration.OutputType === 'JSONL' ? 'jsonl' : 'json';
  const machineArn = mapRunArn.replace(':mapRun:', ':stateMachine:').slice(0, -(mapRunId.length + 1));
  const files: Record<'FAILED' | 'SUCCEEDED', Json[]> = { FAILED: [], SUCCEEDED: [] };
  const put = (key: string, body: string) => run.host.objects.put(run.region, bucket, key, body);
  try {
    for (const status of ['SUCCEEDED', 'FAILED'] as const) {
      const group = children.filter((child) => child.status === status);
      if (group.length === 0) continue;
      const Key = `${folder}/${status}_0.${extension}`;
      const body = serialise(resultsOf(group, configuration, machineArn), configuration);
      await put(Key, body);
      files[status].push({ Key, Size: Buffer.byteLength(body) });
    }
    const ResultFiles = { FAILED: files.FAILED, PENDING: [], SUCCEEDED: files.SUCCEEDED };
    const manifest = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles };
    await put(`${folder}/manifest.json`, JSON.stringify(manifest));
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new StatesError('States.ResultWriterFailed', `s3://${bucket}/${folder}: ${reason}`);
  }
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: `${folder}/manifest.json` } };
}

/** The children's results in the form that `Transformation` names. @default NONE where they are exported */
export function resultsOf(
  children: readonly ChildExecution[],
  configuration: WriterConfig,
  machineArn: string,
): readonly Json[] {
  return children.flatMap((child) => {
    const isPlain = (configuration.Transformation ?? 'NONE') === 'NONE';
    if (isPlain || child.status === 'FAILED') return [metadata(child, machineArn)];
    const output = child.output ?? null;
    return configuration.Transformation === 'FLATTEN' && isArray(output) ? output : [output];
  });
}

/** Input and output are texts in it, as DescribeExecution gives them. */
function metadata(child: ChildExecution, machineArn: string): Json {
  return {
    ...(child.cause === undefined ? {} : { Cause: child.cause }),
    ...(child.error === undefined ? {} : { Error: child.error }),
    ExecutionArn: child.arn,
    Input: JSON.stringify(child.input),
    InputDetails: { Included: true },
    Name: child.name,
    ...(child.output === undefined
      ? {}
      : { Output: JSON.stringify(child.output), OutputDetails: { Included: true } }),
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: `Execution is ${child.status} and cannot be redriven`,
    StartDate: child.startDate.toISOString(),
    StateMachineArn: machineArn,
    Status: child.status,
    StopDate: child.stopDate.toISOString(),
  };
}

function serialise(results: readonly Json[], configuration: WriterConfig): string {
  if (configuration.OutputType !== 'JSONL') return JSON.stringify(results);
  return results.map((result) => `${JSON.stringify(result)}\n`).join('');
}

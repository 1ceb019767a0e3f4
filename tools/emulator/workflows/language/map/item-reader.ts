import { numberFrom, selectInput } from '../data-flow';
import type { ItemReader, MapState } from '../definition';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { fillTemplate } from '../payload-template';
import type { Run } from '../run';
import { StatesError } from '../states-error';
import { parseCsv } from './csv';

const DELIMITERS = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' } as const;

/**
 * The items of a Distributed Map that lie in an object of S3.
 *
 * @throws StatesError States.ItemReaderFailed when the object cannot be had or read
 */
export async function readItems(
  state: MapState,
  reader: ItemReader,
  input: Json,
  run: Run,
  context: JsonObject,
): Promise<readonly Json[]> {
  if (reader.Resource !== 'arn:aws:states:::s3:getObject') {
    throw failed(`${reader.Resource} is not emulated as an ItemReader; arn:aws:states:::s3:getObject is`);
  }
  const effective = selectInput(state, input, context);
  const { Bucket, Key } = fillTemplate(reader.Parameters ?? {}, effective, context) as JsonObject;
  const { ReaderConfig: configuration = {} } = reader;
  try {
    const text = (await run.host.objects.get(run.region, String(Bucket), String(Key))).toString('utf8');
    const items = parse(text.replace(/^\uFEFF/, ''), configuration);
    const limit = numberFrom(configuration.MaxItems, configuration.MaxItemsPath, input, context);
    return limit ? items.slice(0, limit) : items;
  } catch (error) {
    if (error instanceof StatesError) throw error;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw failed(`s3://${String(Bucket)}/${String(Key)}: ${reason}`);
  }
}

function parse(text: string, configuration: NonNullable<ItemReader['ReaderConfig']>): readonly Json[] {
  switch (configuration.InputType) {
    case 'JSON': {
      const value = JSON.parse(text) as Json;
      if (isArray(value)) return value;
      if (isObject(value)) return Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
      throw failed('the object is not a JSON array');
    }
    case 'JSONL':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as Json);
    case 'CSV':
      return fromCsv(text, configuration);
    default:
      throw failed('ReaderConfig.InputType is missing: JSON, JSONL or CSV');
  }
}

function fromCsv(text: string, configuration: NonNullable<ItemReader['ReaderConfig']>): readonly Json[] {
  const rows = parseCsv(text, DELIMITERS[configuration.CSVDelimiter ?? 'COMMA']);
  const isGiven = configuration.CSVHeaderLocation === 'GIVEN';
  const headers = isGiven ? (configuration.CSVHeaders ?? []) : (rows.shift() ?? []);
  return rows.map((row) => Object.fromEntries(headers.map((header, column) => [header, row[column] ?? ''])));
}

function failed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}

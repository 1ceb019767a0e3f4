import type { BucketAttributes } from '../../data/private-bucket';
import { type AslObject, given, type Path, renderInput, type Template } from './flow';
import { type MapProps, renderMapEnd } from './map';
import type { Steps } from './state';

/** The part of a bucket that a state reads from or writes to. */
export interface BucketPart {
  readonly bucket: Pick<BucketAttributes, 'bucketName' | 'bucketArn' | 'key'>;
  /** The beginning of the keys, such as `work/`. The workflow's role reaches nothing else. */
  readonly prefix: string;
}

/** Where the items are: a JSON array in one object. */
export interface JsonItems extends BucketPart {
  /** The object's key, at run time. It has to begin with the prefix. */
  readonly key: Path;
  /** Items that are read at most. @default all */
  readonly maxItems?: number;
}

/** How items are put together: each run of the steps receives `{ BatchInput, Items }`. */
export interface Batching {
  readonly maxItems: number;
  /** What every batch receives besides its items. @default nothing */
  readonly input?: Template;
}

/** Where the outputs of all runs are written. The state's result is then `{ MapRunArn, ResultWriterDetails }`. */
export interface Results extends BucketPart {
  /** The beginning of the results' keys, at run time. It has to begin with the prefix. */
  readonly at: Path;
}

/**
 * Takes the items of an object in S3 through the same steps, each item or batch in an execution of its own: for
 * thousands of items, or more than 25,000 events of history.
 */
export interface DistributedMap extends MapProps {
  readonly type: 'DistributedMap';
  /** Names the child executions, 1 to 40 letters and digits; the role's permissions are limited to it. */
  readonly label: string;
  readonly items: JsonItems;
  /** @default each item alone */
  readonly batching?: Batching;
  readonly results: Results;
  /**
   * `STANDARD` children are exact, can be redriven and take up to a year. `EXPRESS` ones are cheaper, may run a batch
   * twice, and end after five minutes, retries included.
   *
   * @default 'STANDARD'
   */
  readonly executionType?: 'STANDARD' | 'EXPRESS';
  /** Percentage of the items that may fail. @default 0 */
  readonly toleratedFailurePercentage?: number;
  /** Items that may fail. @default 0 */
  readonly toleratedFailureCount?: number;
}

/** A map in executions of their own. */
export function distributedMap(state: Omit<DistributedMap, 'type'>): DistributedMap {
  return { type: 'DistributedMap', ...state };
}

/** @param partition of AWS: `aws`, `aws-cn` … */
export function renderDistributedMap(
  state: DistributedMap,
  partition: string,
  renderSteps: (steps: Steps) => AslObject,
): AslObject {
  const { items, batching, results, executionType = 'STANDARD' } = state;
  return {
    Type: 'Map',
    ...renderInput(state),
    Label: state.label,
    ItemReader: {
      Resource: `arn:${partition}:states:::s3:getObject`,
      ReaderConfig: given({ InputType: 'JSON', MaxItems: items.maxItems }),
      Parameters: { Bucket: items.bucket.bucketName, 'Key.$': items.key },
    },
    ...given({ ItemSelector: state.itemSelector }),
    ...given({
      ItemBatcher: batching && given({ MaxItemsPerBatch: batching.maxItems, BatchInput: batching.input }),
      MaxConcurrency: state.maxConcurrency,
      ToleratedFailurePercentage: state.toleratedFailurePercentage,
      ToleratedFailureCount: state.toleratedFailureCount,
    }),
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
      ...renderSteps(state.each),
    },
    ResultWriter: {
      Resource: `arn:${partition}:states:::s3:putObject`,
      Parameters: { Bucket: results.bucket.bucketName, 'Prefix.$': results.at },
    },
    ...renderMapEnd(state),
  };
}

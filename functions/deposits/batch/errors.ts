/** There is no such batch: its file lies in the bucket, and nobody announced it. */
export class UnknownBatchError extends Error {
  override readonly name = 'UnknownBatchError';

  constructor(batchId: string) {
    super(`no batch ${batchId} was announced`);
  }
}

/** The file was replaced after it had been read. The first file counts; its lines may be deposits already. */
export class BatchFileReplacedError extends Error {
  override readonly name = 'BatchFileReplacedError';

  constructor(batchId: string) {
    super(
      `the file of batch ${batchId} was replaced by another after it had been read; the first one counts`,
    );
  }
}

/** Some lines were neither accepted nor refused. The map run is redriven, and what was done already stays done. */
export class BatchIncompleteError extends Error {
  override readonly name = 'BatchIncompleteError';

  constructor(batchId: string, detail: string) {
    super(`batch ${batchId} is not complete: ${detail}`);
  }
}

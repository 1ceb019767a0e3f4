import type { Readable } from 'node:stream';

/** Lambda's limit for one log event; longer lines are cut into several. */
const LINE_LIMIT_BYTES = 256 * 1024;
const FRAME_HEAD_BYTES = 16;
const TEXT_FRAME = 0xa55a0003;

type OnLine = (message: string, timeMs: number) => void;

/** Calls back for each line of a stream: a function's raw standard output. */
export function readLines(stream: Readable, onLine: OnLine): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LINE_LIMIT_BYTES) {
      lines.push(rest);
      rest = '';
    }
    for (const line of lines) if (line !== '') onLine(line, Date.now());
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest, Date.now());
  });
}

/** Calls back for each frame of the bootstrap's log descriptor: type, length, microseconds, text. */
export function readFrames(stream: Readable, onLine: OnLine): void {
  let rest: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= FRAME_HEAD_BYTES) {
      if (rest.readUInt32BE(0) !== TEXT_FRAME) {
        // The function wrote to the descriptor itself: what follows cannot be read as frames any more.
        rest = Buffer.alloc(0);
        return;
      }
      const end = FRAME_HEAD_BYTES + rest.readUInt32BE(4);
      if (rest.length < end) return;
      const timeMs = Number(rest.readBigUInt64BE(8) / 1000n);
      onLine(rest.subarray(FRAME_HEAD_BYTES, end).toString('utf8'), timeMs);
      rest = rest.subarray(end);
    }
  });
}

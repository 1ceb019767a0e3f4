/** What `LogType: Tail` gives back. */
const TAIL_BYTES = 4096;

/** The last 4 KB of an invocation's log, however much it writes. */
export class LogTail {
  private lines: string[] = [];
  private size = 0;

  push(line: string): void {
    this.lines.push(line);
    this.size += line.length + 1;
    if (this.size < 16 * TAIL_BYTES) return;
    const kept = this.text();
    this.lines = [kept.slice(0, -1)];
    this.size = kept.length;
  }

  text(): string {
    const bytes = Buffer.from(`${this.lines.join('\n')}\n`);
    return bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)).toString('utf8');
  }
}

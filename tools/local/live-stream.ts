import type { ServerResponse } from 'node:http';

/** Changes are collected for so long: what a person sees at once is sent at once. */
const INTERVAL_MS = 150;
/** A connection that says nothing is taken for dead by what lies between. */
const HEARTBEAT_MS = 15_000;
/** A reader that is so far behind is let go: it comes back and gets everything anew. */
const BACKLOG_BYTES = 8 * 1024 * 1024;

/** Server-sent events to every page that is open. */
export class LiveStream<Message extends object> {
  private readonly readers = new Set<ServerResponse>();
  private timer: NodeJS.Timeout | undefined;
  private readonly heartbeat: NodeJS.Timeout;

  /** @param collect what has changed since it was called last; nothing when nothing has */
  constructor(private readonly collect: () => Message | undefined) {
    this.heartbeat = setInterval(() => this.send(': alive\n\n'), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** Pages that are open. */
  get size(): number {
    return this.readers.size;
  }

  /** Takes a page on: it is sent everything first, then each change. */
  add(response: ServerResponse, everything: object): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(`event: everything\ndata: ${JSON.stringify(everything)}\n\n`);
    this.readers.add(response);
    response.once('close', () => this.readers.delete(response));
  }

  /** Something has changed: it is sent soon. */
  changed(): void {
    this.timer ??= setTimeout(() => this.flush(), INTERVAL_MS).unref();
  }

  /** Closes every connection. */
  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
    for (const reader of this.readers) reader.end();
    this.readers.clear();
  }

  private flush(): void {
    this.timer = undefined;
    const message = this.collect();
    if (message) this.send(`event: change\ndata: ${JSON.stringify(message)}\n\n`);
  }

  private send(text: string): void {
    for (const reader of this.readers) {
      if (reader.writableLength > BACKLOG_BYTES) reader.destroy();
      else reader.write(text);
    }
  }
}

import { type IConstruct, Node } from 'constructs';

/** A position in the JavaScript that runs, one-based as V8 counts. A source map leads from it to the TypeScript. */
export interface Frame {
  readonly line: number;
  readonly column: number;
}

/**
 * Remembers, for each Terraform element, the stack of calls that created it, so that a comment in the HCL or a finding
 * can name the TypeScript line. cdktf marks each element with metadata of the type `stacktrace` but captures no trace
 * for it; this adds the capture where the mark is made, through the public method that makes it, and costs a few
 * microseconds an element because no stack is formatted.
 */
export class SourceLines {
  private readonly frames = new WeakMap<Node, readonly Frame[]>();
  /** By the offset in the script: the same few lines make thousands of elements, and a line number is dear to ask for. */
  private readonly known = new Map<number, Frame>();

  /**
   * @param file the absolute path of the script whose frames are kept: the bundled application
   * @param depth how many calls deep to look. @default 24
   */
  static record(file: string, depth = 24): SourceLines {
    const lines = new SourceLines();
    // As it is now: an application may switch it off for everybody else.
    const { captureStackTrace } = Error;
    const addMetadata = Node.prototype.addMetadata;
    Node.prototype.addMetadata = function recordingAddMetadata(this: Node, type, data, options) {
      if (type === 'stacktrace')
        lines.frames.set(this, lines.capture(file, depth, captureStackTrace, recordingAddMetadata));
      return addMetadata.call(this, type, data, options);
    };
    return lines;
  }

  /** The calls that created the construct, innermost first. Empty when nothing was recorded for it. */
  of(construct: IConstruct): readonly Frame[] {
    return this.frames.get(construct.node) ?? [];
  }

  /** @param below the function whose callers are wanted */
  private capture(
    file: string,
    depth: number,
    captureStackTrace: typeof Error.captureStackTrace,
    below: (...args: never[]) => unknown,
  ): readonly Frame[] {
    const { prepareStackTrace, stackTraceLimit } = Error;
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_error, callSites) => callSites;
    const holder: { stack?: unknown } = {};
    captureStackTrace.call(Error, holder, below);
    const callSites = holder.stack as NodeJS.CallSite[];
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
    const frames: Frame[] = [];
    for (const callSite of callSites)
      if (callSite.getFileName() === file) frames.push(this.frameOf(callSite));
    return frames;
  }

  private frameOf(callSite: NodeJS.CallSite): Frame {
    const position = callSite.getPosition();
    const known = this.known.get(position);
    if (known) return known;
    const frame = { line: callSite.getLineNumber() ?? 0, column: callSite.getColumnNumber() ?? 0 };
    this.known.set(position, frame);
    return frame;
  }
}

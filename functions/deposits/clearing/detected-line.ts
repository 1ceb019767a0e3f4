/** A line of text as a reader found it on an image. */
export interface DetectedLine {
  readonly text: string;
  /** 0 to 100. */
  readonly confidencePercent: number;
  /** Where it lies, in fractions of the image. Without it, the line stands for itself. */
  readonly box?: Box;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/** Below this, what was read is no evidence: a person looks. The bank's own choice, not the reader's. */
export const MIN_CONFIDENCE_PERCENT = 90;

export function isConfident({ confidencePercent }: DetectedLine): boolean {
  return confidencePercent >= MIN_CONFIDENCE_PERCENT;
}

/**
 * Lines side by side, joined from left to right. A reader ends a line at a wide gap, and the line of magnetic-ink
 * characters has such gaps. A row is as sure as its least sure part.
 *
 * @param lines those that may belong together
 */
export function joinRows(lines: readonly DetectedLine[]): readonly DetectedLine[] {
  const rows: PlacedLine[][] = [];
  for (const line of lines.filter(isPlaced)) {
    const row = rows.find(([first]) => first && isBeside(first, line));
    if (row) row.push(line);
    else rows.push([line]);
  }
  const joined = rows.map((row) => {
    const ordered = row.sort((one, other) => one.box.left - other.box.left);
    return {
      text: ordered.map(({ text }) => text).join(' '),
      confidencePercent: Math.min(...ordered.map(({ confidencePercent }) => confidencePercent)),
    };
  });
  return [...joined, ...lines.filter((line) => !isPlaced(line))];
}

interface PlacedLine extends DetectedLine {
  readonly box: Box;
}

function isPlaced(line: DetectedLine): line is PlacedLine {
  return line.box !== undefined;
}

/** Whether the middle of one lies within the height of the other. */
function isBeside({ box: one }: PlacedLine, { box: other }: PlacedLine): boolean {
  const middle = other.top + other.height / 2;
  return middle >= one.top && middle <= one.top + one.height;
}

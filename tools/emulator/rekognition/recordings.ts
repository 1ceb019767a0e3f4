import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../repository';
import { findMarker } from './sample-cheque-image';

/** One text that was found in an image, as DetectText answers it. */
export interface TextDetection {
  readonly DetectedText: string;
  readonly Type: 'LINE' | 'WORD';
  readonly Id: number;
  readonly ParentId?: number;
  readonly Confidence: number;
  readonly Geometry: object;
}

export interface TextDetections {
  readonly TextDetections: readonly TextDetection[];
  readonly TextModelVersion: string;
}

/** A file of `recordings/`. */
export interface Recording {
  readonly name: string;
  readonly description: string;
  /** SHA-256, in hex, of images that it belongs to as they are. */
  readonly images: readonly string[];
  /** `{{amount}}` and other names in texts stand for the values of a sample image. */
  readonly response: TextDetections;
}

const FOLDER = join(repositoryRoot, 'tools', 'emulator', 'rekognition', 'recordings');

/** The recorded answers of DetectText. */
export class Recordings {
  private readonly byName: ReadonlyMap<string, Recording>;

  constructor(recordings: readonly Recording[]) {
    this.byName = new Map(recordings.map((recording) => [recording.name, recording]));
  }

  /** All that lie in the folder. */
  static read(folder: string = FOLDER): Recordings {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    return new Recordings(
      files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording),
    );
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  /**
   * The answer for an image: by the image itself, or by the marker in its comments. Undefined when nothing was recorded.
   */
  find(image: Buffer, comments: readonly string[]): TextDetections | undefined {
    const sha256 = createHash('sha256').update(image).digest('hex');
    const exact = [...this.byName.values()].find(({ images }) => images.includes(sha256));
    if (exact) return exact.response;
    const marker = findMarker(comments);
    const recording = marker && this.byName.get(marker.recording);
    return recording && filledIn(recording.response, marker.values);
  }
}

function filledIn(response: TextDetections, values: Readonly<Record<string, string>>): TextDetections {
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (match, name: string) => values[name] ?? match);
  return {
    ...response,
    TextDetections: response.TextDetections.map((one) => ({ ...one, DetectedText: fill(one.DetectedText) })),
  };
}

import { type DetectTextInput, detectText } from '../rekognition/detect-text';
import { Recordings } from '../rekognition/recordings';
import { RekognitionError } from '../rekognition/rekognition-error';
import type { ObjectStore } from '../workflows/language/run';
import { sendAwsError } from './aws-error';
import type { CallRoute } from './call';
import { readBody, send } from './http';

/** Room for an inline image of 5 MB in base 64. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/**
 * DetectText answered from recordings. moto knows no other operation of Rekognition than canned ones, which stay there.
 *
 * @param onNotice told once, at the first call, that the answers are recorded
 */
export function rekognitionRoute(
  objects: Pick<ObjectStore, 'get'>,
  onNotice: (message: string) => void,
  recordings: Recordings = Recordings.read(),
): CallRoute {
  let isTold = false;
  return {
    service: 'rekognition',
    operations: ['DetectText'],
    handle: async (call, response) => {
      if (!isTold) {
        isTold = true;
        onNotice(
          `Rekognition is not emulated: DetectText answers from recordings (${recordings.names.join(', ')}), ` +
            'and finds no text in other images.',
        );
      }
      try {
        const input = JSON.parse((await readBody(call.request, BODY_LIMIT_BYTES)).toString('utf8'));
        const found = await detectText(
          input as DetectTextInput,
          call.credentials?.region ?? '',
          objects,
          recordings,
        );
        send(response, 200, { 'content-type': 'application/x-amz-json-1.1' }, JSON.stringify(found));
      } catch (error) {
        if (!(error instanceof RekognitionError)) throw error;
        sendAwsError(call.request, response, 'rekognition', error);
      }
    },
  };
}

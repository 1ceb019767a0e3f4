import type { Capability, IGrantee, IUsable } from '../core/capability';

/** `detect-text`: find the words and lines in an image. */
export type RekognitionAccess = 'detect-text';

/**
 * Amazon Rekognition, of which nothing is created: its detection works on whatever the caller gives it. An image in a
 * bucket is read with the caller's permission: the caller also needs the bucket's `lend`.
 */
export class Rekognition implements IUsable<RekognitionAccess> {
  use(access: RekognitionAccess): Capability {
    return {
      title: `rekognition: ${access}`,
      statements: [
        // Source: Service Authorization Reference, Amazon Rekognition: the action has no resource types.
        { sid: 'DetectTextRekognitionHasNoResources', actions: ['rekognition:DetectText'], resources: ['*'] },
      ],
      destinations: [{ kind: 'service', service: 'rekognition' }],
      configuration: {},
    };
  }

  grantDetectText(grantee: IGrantee): void {
    grantee.accept(this.use('detect-text'));
  }
}

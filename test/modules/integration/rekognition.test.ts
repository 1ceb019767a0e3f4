import { Rekognition } from '../../../modules/integration/rekognition';
import { isKnownService } from '../../../modules/network/service-catalogue';
import { RecordingGrantee } from '../data/support';

describe('Rekognition', () => {
  test('detect-text: one action, on * as the service has nothing narrower, through its endpoint', () => {
    const capability = new Rekognition().use('detect-text');
    expect(capability).toEqual({
      title: 'rekognition: detect-text',
      statements: [
        {
          sid: 'DetectTextRekognitionHasNoResources',
          actions: ['rekognition:DetectText'],
          resources: ['*'],
        },
      ],
      destinations: [{ kind: 'service', service: 'rekognition' }],
      configuration: {},
    });
    expect(isKnownService('rekognition')).toBe(true);
  });

  test('grants it', () => {
    const grantee = new RecordingGrantee();
    new Rekognition().grantDetectText(grantee);
    expect(grantee.titles).toEqual(['rekognition: detect-text']);
  });
});

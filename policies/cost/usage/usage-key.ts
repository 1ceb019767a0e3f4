/** What a usage file may say of a resource of a type. */
export interface UsageKey {
  /** With its unit: `processedGbPerMonth`. */
  readonly key: string;
  readonly unit: string;
  /** A decimal number, or `configuration` where the resource itself says it when the file does not. */
  readonly default: string;
  readonly meaning: string;
  /** @default no upper limit */
  readonly maximum?: number;
}

/** The default that stands for "as the resource says". */
export const FROM_CONFIGURATION = 'configuration';

/** Keys of the section `system`: what no resource of the configuration is billed for by itself. */
export const SYSTEM_SECTION = 'system';

export const SYSTEM_KEYS: readonly UsageKey[] = [
  {
    key: 'internetOutGbPerMonth',
    unit: 'GB',
    default: '1',
    meaning: 'sent to the internet, by whatever way',
  },
  {
    key: 'crossZoneGbPerMonth',
    unit: 'GB',
    default: FROM_CONFIGURATION,
    meaning:
      'through NAT gateways or a NAT instance of another zone; each GB is billed in both zones. Follows from the zones of functions and NAT when left out',
  },
  {
    key: 'rekognitionImagesPerMonth',
    unit: 'images',
    default: '0',
    meaning: 'analysed by Rekognition, which needs no resource',
  },
];

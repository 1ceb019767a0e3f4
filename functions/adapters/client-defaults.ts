/**
 * What all AWS clients have in common. No retries of their own: they would not know how much time the function has, and
 * `retry` does. A connection within the VPC that takes a second will not come.
 */
export const CLIENT_DEFAULTS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1000 },
} as const;

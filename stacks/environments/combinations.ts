import type { Problem } from '../../modules/core/errors';
import type { EnvironmentConfig } from './schema';

/** As much of a config as is there: rules run on broken input too, so that everything wrong is said at once. */
type Partially<T> = T extends readonly unknown[]
  ? T | undefined
  : T extends object
    ? { [K in keyof T]?: Partially<T[K]> }
    : T | undefined;
type Draft = Partially<EnvironmentConfig>;

type Rule = (draft: Draft) => Problem | undefined;

/** Combinations that no single field shows to be wrong. Each rule says nothing when the fields it needs are missing. */
const rules: readonly Rule[] = [
  (draft) =>
    problemIf(draft.state?.backend === 'local' && draft.emulated === false, {
      code: 'environment-local-state',
      property: 'state.backend',
      received: 'local',
      allowed: 's3 outside the emulator',
      fix: 'Give the bucket of the remote state: a state on one laptop cannot be locked or shared',
    }),
  (draft) =>
    problemIf(draft.state?.backend === 's3' && draft.emulated === true, {
      code: 'environment-emulator-state',
      property: 'state.backend',
      received: 's3',
      allowed: 'local in the emulator',
      fix: 'Use { backend: "local" }: the emulator forgets its resources when it stops, and so must its state',
    }),
  (draft) => {
    const { minimumCapacityAcu, maximumCapacityAcu } = draft.database ?? {};
    return problemIf(
      minimumCapacityAcu !== undefined &&
        maximumCapacityAcu !== undefined &&
        minimumCapacityAcu > maximumCapacityAcu,
      {
        code: 'environment-database-capacity',
        property: 'database.minimumCapacityAcu',
        received: minimumCapacityAcu,
        allowed: `at most maximumCapacityAcu (${maximumCapacityAcu})`,
        fix: 'Lower the minimum or raise the maximum',
      },
    );
  },
  (draft) => {
    const { minimumCapacityAcu, pauseAfterSeconds } = draft.database ?? {};
    return problemIf(
      pauseAfterSeconds !== undefined && minimumCapacityAcu !== undefined && minimumCapacityAcu !== 0,
      {
        code: 'environment-database-pause',
        property: 'database.pauseAfterSeconds',
        received: pauseAfterSeconds,
        allowed: 'only with minimumCapacityAcu 0',
        fix: 'Remove pauseAfterSeconds, or set minimumCapacityAcu to 0',
      },
    );
  },
  (draft) => {
    const zones = draft.network?.zones;
    const strangers = zones?.filter(
      (zone) => draft.region !== undefined && zone.slice(0, -1) !== draft.region,
    );
    return problemIf(strangers !== undefined && strangers.length > 0, {
      code: 'environment-zones-region',
      property: 'network.zones',
      received: strangers,
      allowed: `zones of ${draft.region}`,
      fix: 'Correct the zones or the region',
    });
  },
  (draft) => {
    const zones = draft.network?.zones;
    return problemIf(zones !== undefined && new Set(zones).size !== zones.length, {
      code: 'environment-zones-twice',
      property: 'network.zones',
      received: zones,
      allowed: 'each zone once',
      fix: 'Remove the repeated zone',
    });
  },
  (draft) => {
    const zones = draft.network?.zones;
    return problemIf(zones !== undefined && zones.length < 2, {
      code: 'environment-database-zones',
      property: 'network.zones',
      received: zones,
      allowed: 'at least two: a database subnet group needs them',
      fix: 'Add a zone',
    });
  },
  (draft) => {
    if (draft.network?.mode !== 'shared') return undefined;
    const { zones, privateSubnetIds, isolatedSubnetIds, egressSubnetIds } = draft.network;
    // Where there is no way to the internet there are no egress subnets.
    const ways = egressSubnetIds?.length || undefined;
    const counts = [privateSubnetIds?.length, isolatedSubnetIds?.length, ways];
    return problemIf(
      zones !== undefined && counts.some((count) => count !== undefined && count !== zones.length),
      {
        code: 'environment-shared-subnets',
        property: 'network.privateSubnetIds, network.isolatedSubnetIds, network.egressSubnetIds',
        received: counts,
        allowed: `one of each a zone (${zones?.length}), and no egress subnet or one a zone`,
        fix: 'Give the subnets in the order of the zones',
      },
    );
  },
  (draft) =>
    problemIf(draft.api?.exposure === 'private' && draft.api.clientCidrs?.length === 0, {
      code: 'environment-private-api-clients',
      property: 'api.clientCidrs',
      received: [],
      allowed: 'at least one range when the API is private',
      fix: 'Name the ranges whose hosts call the API; without one its endpoint admits nobody',
    }),
  (draft) =>
    problemIf(draft.api?.exposure === 'regional' && (draft.api.clientCidrs?.length ?? 0) > 0, {
      code: 'environment-regional-api-clients',
      property: 'api.clientCidrs',
      received: draft.api?.clientCidrs,
      allowed: 'none when the API is regional: it has no endpoint to admit them',
      fix: 'Remove the ranges, or make the API private',
    }),
  protectedOnly(
    'environment-protected-deletion',
    'database.deletionProtection',
    (draft) => draft.database?.deletionProtection,
    (value) => value === true,
    'true',
  ),
  protectedOnly(
    'environment-protected-snapshot',
    'database.finalSnapshot',
    (draft) => draft.database?.finalSnapshot,
    (value) => value === true,
    'true',
  ),
  protectedOnly(
    'environment-protected-instances',
    'database.instances',
    (draft) => draft.database?.instances,
    (value) => value >= 2,
    'at least 2, so that a zone may fail',
  ),
  protectedOnly(
    'environment-protected-backups',
    'database.backupRetentionDays',
    (draft) => draft.database?.backupRetentionDays,
    (value) => value >= 7,
    'at least 7',
  ),
  protectedOnly(
    'environment-protected-pause',
    'database.minimumCapacityAcu',
    (draft) => draft.database?.minimumCapacityAcu,
    (value) => value >= 0.5,
    'at least 0.5: a paused database makes customers wait',
  ),
  protectedOnly(
    'environment-protected-logs',
    'logs.retentionDays',
    (draft) => draft.logs?.retentionDays,
    (value) => value >= 365,
    'at least 365',
  ),
  protectedOnly(
    'environment-protected-egress',
    'network.egress',
    egressOf,
    (value) => value !== 'nat-instance' && value !== 'nat-gateway single',
    'endpoints-only, or nat-gateway with placement per-zone',
  ),
];

/** @returns every combination that is refused, in the order of the rules */
export function checkCombinations(draft: unknown): readonly Problem[] {
  if (typeof draft !== 'object' || draft === null) return [];
  return rules.flatMap((rule) => {
    try {
      return rule(draft as Draft) ?? [];
    } catch {
      // A field of the wrong type, which the schema reports in its own words.
      return [];
    }
  });
}

function egressOf(draft: Draft): string | undefined {
  const network = draft.network;
  const egress = network && 'egress' in network ? network.egress : undefined;
  return egress?.kind === 'nat-gateway' ? `nat-gateway ${egress.placement}` : egress?.kind;
}

function protectedOnly<T>(
  code: string,
  property: string,
  read: (draft: Draft) => T | undefined,
  holds: (value: T) => boolean,
  allowed: string,
): Rule {
  return (draft) => {
    const value = read(draft);
    return problemIf(draft.protected === true && value !== undefined && !holds(value), {
      code,
      property,
      received: value,
      allowed: `${allowed}, as the environment is protected`,
      fix: 'Change the value, or say protected: false if losing this environment hurts nobody',
    });
  };
}

function problemIf(wrong: boolean, problem: Problem): Problem | undefined {
  return wrong ? problem : undefined;
}

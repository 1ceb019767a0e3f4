import * as v from 'valibot';
import type { AccessSnapshot } from '../../model/view/access-snapshot';
import { type AccessChanges, compareAccess } from '../../model/view/compare-access';
import type { Criterion } from '../../rules/rule';
import { PATH_NEW, PERMISSION_NEW, PERMISSION_WIDER, RANGE_WIDER } from '../criteria';
import type { Draft } from '../draft';
import type { FindingPlace } from '../location';
import type { PlannedChange } from './moves';
import { PreviousKeys } from './previous-keys';
import type { SystemSnapshot } from './snapshot';

const at = v.tuple([v.string(), v.string()]);
const schema = v.object({
  version: v.literal(1),
  functions: v.record(
    v.string(),
    v.object({
      name: v.string(),
      permissions: v.array(
        v.object({
          action: v.string(),
          resource: v.string(),
          conditions: v.array(v.string()),
          exceptions: v.array(v.string()),
          at,
        }),
      ),
      paths: v.array(v.string()),
    }),
  ),
  ranges: v.record(v.string(), v.object({ cidrs: v.array(v.string()), at })),
});

/**
 * What became of permissions, paths and ranges since the approved state.
 *
 * @returns nothing where one of the two states does not tell: a baseline of before, or of another program
 */
export function accessChanges(
  before: SystemSnapshot,
  now: SystemSnapshot,
  { moves }: PlannedChange,
): AccessChanges | undefined {
  const [old, current] = [snapshotIn(before), snapshotIn(now)];
  if (!old || !current) return undefined;
  const previous = new PreviousKeys(moves);
  return compareAccess(old, current, { previousKeys: (key) => previous.of(key) });
}

function snapshotIn({ models }: SystemSnapshot): AccessSnapshot | undefined {
  const result = v.safeParse(schema, models?.['access'], { abortEarly: true });
  return result.success ? result.output : undefined;
}

/** What is more than was approved, as findings. @param placeOfKey of a resource, or of a part of it */
export function ofAccess(
  { permissions, paths, ranges }: AccessChanges,
  baseline: string,
  placeOfKey: (key: string, path?: string) => FindingPlace | undefined,
): readonly Draft[] {
  const draft = (
    criterion: Criterion,
    key: string,
    path: string,
    message: string,
    [from, part]: readonly [string, string],
  ): Draft => {
    const colon = /^[\w-]+:/.exec(key)?.[0];
    return {
      criterion,
      status: 'fail',
      address: colon === undefined ? key : key.slice(colon.length),
      ...(colon === undefined ? {} : { stack: colon.slice(0, -1) }),
      place: placeOfKey(from, part) ?? placeOfKey(key) ?? { file: baseline },
      message,
      identity: { rule: criterion.id, key, path },
    };
  };
  return [
    ...permissions.flatMap(({ kind, function: key, permission, was }) => {
      const { action, resource, conditions } = permission;
      const only = conditions.length === 0 ? '' : `, where ${conditions.join(' and ')}`;
      const text = `${action} on ${resource}${only}`;
      if (kind === 'removed') return [];
      return was
        ? [
            draft(
              PERMISSION_WIDER,
              key,
              `${action} ${resource}`,
              `it may ${text}; approved was ${was.action} on ${was.resource}${was.conditions.length === 0 ? '' : `, where ${was.conditions.join(' and ')}`}`,
              permission.at,
            ),
          ]
        : [
            draft(
              PERMISSION_NEW,
              key,
              `${action} ${resource}`,
              `it may ${text}, which was not approved`,
              permission.at,
            ),
          ];
    }),
    ...paths.flatMap(({ kind, function: key, destination }) =>
      kind === 'new'
        ? [draft(PATH_NEW, key, destination, `it reaches ${destination}, which was not approved`, [key, ''])]
        : [],
    ),
    ...ranges.flatMap(({ kind, range, cidrs, was, at: place = ['', ''] }) => {
      if (kind === 'narrower') return [];
      const [group = '', ...traffic] = range.split(' ');
      const old = was.length === 0 ? 'no addresses' : was.join(', ');
      return [
        draft(
          RANGE_WIDER,
          group,
          traffic.join(' '),
          `${traffic.join(' ')} is open to ${cidrs.join(', ')}; approved was ${old}`,
          place,
        ),
      ];
    }),
  ];
}

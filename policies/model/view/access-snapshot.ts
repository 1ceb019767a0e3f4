import type { RuleContext } from '../../rules/context';
import { systemView } from './build-view';
import type { SystemView } from './system-view';

/** What functions may do and reach, as it is kept for a comparison with a later state. */
export interface AccessSnapshot {
  readonly version: 1;
  /** By the function's key. */
  readonly functions: Readonly<Record<string, FunctionAccess>>;
  /** By group, direction and traffic. */
  readonly ranges: Readonly<Record<string, RangeAccess>>;
}

export interface FunctionAccess {
  readonly name: string;
  readonly permissions: readonly PermissionAccess[];
  /** Destinations to which packets get through, and to which no policy denies everything. */
  readonly paths: readonly string[];
}

export interface PermissionAccess {
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly string[];
  readonly exceptions: readonly string[];
  /** Key and path of the statement. Not compared. */
  readonly at: readonly [key: string, path: string];
}

export interface RangeAccess {
  readonly cidrs: readonly string[];
  readonly at: readonly [key: string, path: string];
}

/** What of the view makes a difference. Sorted, so that the same system gives the same text. */
export function snapshotOfAccess({ functions, ranges = [] }: SystemView): AccessSnapshot {
  return {
    version: 1,
    functions: sorted(
      functions.map(({ key, name, permissions, paths }) => [
        key,
        {
          name,
          permissions: permissions
            .map(
              ({ action, resource, conditions, exceptions, statement }): PermissionAccess => ({
                action,
                resource,
                conditions: [...conditions].sort(),
                exceptions: [...exceptions].sort(),
                at: [statement.key, statement.path ?? ''],
              }),
            )
            .sort((a, b) => compare(`${a.action} ${a.resource}`, `${b.action} ${b.resource}`)),
          paths: paths
            .filter(({ network, permission }) => network === 'open' && permission !== 'none')
            .map(({ destination }) => destination)
            .sort(),
        },
      ]),
    ),
    ranges: sorted(
      ranges.map(({ group, direction, traffic, cidrs, at }) => [
        `${group} ${direction} ${traffic}`,
        { cidrs, at: [at.key, at.path ?? ''] },
      ]),
    ),
  };
}

/** For `JudgeOptions.models`: what a review leaves for the next one. */
export function accessModel(context: RuleContext): Readonly<Record<string, unknown>> {
  return { access: snapshotOfAccess(systemView(context)) };
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compare(a, b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

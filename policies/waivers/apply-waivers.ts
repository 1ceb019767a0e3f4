import { groupBy } from '../graph/lists';
import type { Criterion } from '../rules/rule';
import {
  WAIVER_DUPLICATE,
  WAIVER_EXPIRED,
  WAIVER_TOO_BROAD,
  WAIVER_UNMATCHED,
  WAIVER_WITHOUT_EXPIRY,
  WAIVER_WITHOUT_OWNER,
  WAIVER_WITHOUT_REASON,
} from './criteria';
import type { Waiver, WaiverFile, WaiverTarget } from './waiver';

/** What a waiver is compared with. */
export interface Waivable {
  readonly rule: string;
  readonly address: string;
  readonly stack?: string;
  readonly constructPath?: string;
}

/** A waiver that lacks nothing and has not expired. */
export interface EffectiveWaiver extends Waiver {
  readonly owner: string;
  readonly reason: string;
  readonly expiry: string;
}

/** What is wrong with a waiver. */
export interface WaiverFault {
  readonly criterion: Criterion;
  readonly waiver: Waiver;
  readonly message: string;
}

export interface WaiverOptions {
  readonly now: Date;
  /** @default nobody knows: waivers for one environment do not hold */
  readonly environment?: string;
}

export interface WaiverResult<T> {
  readonly waived: ReadonlyMap<T, EffectiveWaiver>;
  readonly faults: readonly WaiverFault[];
}

/** Which findings are waived, and which waivers are findings themselves. */
export function applyWaivers<T extends Waivable>(
  findings: readonly T[],
  file: WaiverFile,
  { now, environment }: WaiverOptions,
): WaiverResult<T> {
  const today = now.toISOString().slice(0, 10);
  const faults: WaiverFault[] = [];
  const effective: EffectiveWaiver[] = [];
  const seen = new Set<string>();
  for (const waiver of file.waivers) {
    const found = faultsOf(waiver, today, seen);
    faults.push(...found);
    if (found.length === 0 && isHere(waiver, environment) && isComplete(waiver)) effective.push(waiver);
  }
  const { waived, used } = match(findings, effective);
  for (const waiver of file.isForThisInput ? effective : []) {
    if (used.has(waiver)) continue;
    const { pattern } = waiver.target;
    faults.push({
      criterion: WAIVER_UNMATCHED,
      waiver,
      message: `no finding of ${waiver.rule} is at ${pattern}`,
    });
  }
  return { waived, faults };
}

function match<T extends Waivable>(findings: readonly T[], waivers: readonly EffectiveWaiver[]) {
  const byRule = groupBy(waivers, ({ rule }) => rule);
  const waived = new Map<T, EffectiveWaiver>();
  const used = new Set<Waiver>();
  for (const finding of findings) {
    // The first in the file answers for it; the others are in use all the same.
    for (const waiver of byRule.get(finding.rule) ?? []) {
      if (!isFor(waiver.target, finding)) continue;
      used.add(waiver);
      if (!waived.has(finding)) waived.set(finding, waiver);
    }
  }
  return { waived, used };
}

function isFor({ by, pattern }: WaiverTarget, { address, stack, constructPath }: Waivable): boolean {
  const names =
    by === 'construct' ? [constructPath] : [address, stack === undefined ? undefined : `${stack}:${address}`];
  const start = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
  return names.some((name) => (start === undefined ? name === pattern : name?.startsWith(start)));
}

function isHere({ environment }: Waiver, current: string | undefined): boolean {
  return environment === undefined || environment === current;
}

function isComplete(waiver: Waiver): waiver is EffectiveWaiver {
  return waiver.owner !== undefined && waiver.reason !== undefined && waiver.expiry !== undefined;
}

function faultsOf(waiver: Waiver, today: string, seen: Set<string>): readonly WaiverFault[] {
  const { rule, target, owner, reason, expiry, environment } = waiver;
  const faults: WaiverFault[] = [];
  const add = (criterion: Criterion, message: string) => faults.push({ criterion, waiver, message });
  const key = JSON.stringify([rule, target.by, target.pattern, environment ?? null]);
  if (seen.has(key)) add(WAIVER_DUPLICATE, `${rule} at ${target.pattern} is waived before in the same file`);
  seen.add(key);
  if (rule.includes('*'))
    add(WAIVER_TOO_BROAD, `the waiver is for the rule ${rule}; a rule is named in full`);
  else if (isTooBroad(target)) add(WAIVER_TOO_BROAD, `the waiver of ${rule} is for ${target.pattern}`);
  if (!owner) add(WAIVER_WITHOUT_OWNER, `nobody answers for the waiver of ${rule}`);
  if (!reason) add(WAIVER_WITHOUT_REASON, `nobody says why ${rule} is waived`);
  else if (!/\p{L}{2}/u.test(reason)) {
    add(WAIVER_WITHOUT_REASON, `${JSON.stringify(reason)} is no reason to waive ${rule}`);
  }
  if (!expiry) add(WAIVER_WITHOUT_EXPIRY, `the waiver of ${rule} has no end`);
  else if (expiry < today) add(WAIVER_EXPIRED, `the waiver of ${rule} ended on ${expiry}`);
  return faults;
}

/**
 * A `*` stands at the end, after something that names more than a kind of resource, a module or a whole stack. All of a
 * kind in one named stack is a decision about that stack: what comes to it later is waived too, until the waiver ends.
 */
function isTooBroad({ by, pattern }: WaiverTarget): boolean {
  // The key of an instance may have one of its own.
  const star = pattern.replace(/\["[^"]*"\]/g, (key) => '_'.repeat(key.length)).indexOf('*');
  if (star < 0) return false;
  if (star < pattern.length - 1) return true;
  const start = pattern.slice(0, -1);
  if (by === 'construct') return !/^[^/]+\/[^/]/.test(start);
  if (/^[\w-]+:(data\.)?[^.:[\]]+\.$/.test(start)) return false;
  const inModule = start.replace(/^[\w-]+:/, '').replace(/^(module\.[\w-]+(\[[^\]]*\])?\.)+/, '');
  return inModule.startsWith('module.') || !/^(data\.)?[^.]+\.[^.]/.test(inModule);
}

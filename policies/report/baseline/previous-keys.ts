import { addTo } from '../../graph/lists';
import type { Move } from './moves';

/** Chains of `moved` blocks that are longer are followed this far. */
const MAX_CHAIN = 10;

/** Leads from the keys of today to those of before. */
export class PreviousKeys {
  private readonly from = new Map<string, string[]>();

  constructor(moves: readonly Move[]) {
    for (const { from, to } of moves) addTo(this.from, to, from);
  }

  /** All keys that the resource had, the latest first: by its own moves and by those of the modules around it. */
  of(key: string): readonly string[] {
    if (this.from.size === 0) return [];
    const found = new Set<string>();
    let latest: readonly string[] = [key];
    for (let step = 0; step < MAX_CHAIN && latest.length > 0; step += 1) {
      latest = latest.flatMap((one) => this.before(one)).filter((one) => one !== key && !found.has(one));
      for (const one of latest) found.add(one);
    }
    return [...found];
  }

  private before(key: string): readonly string[] {
    const ends = [...key.matchAll(/[.[]/g)].map(({ index }) => index);
    return [...ends, key.length].flatMap((end) =>
      (this.from.get(key.slice(0, end)) ?? []).map((from) => from + key.slice(end)),
    );
  }
}

import type { Graph } from '../../graph/graph';
import type { PolicyDocument, PolicyStatement } from '../../graph/policy-document';
import { formatNumber, PartialText, Unknown, type Value } from '../../graph/value';

/** Between how many and how many characters a policy has: pieces that nobody knows before the apply have a length. */
export interface PolicySize {
  readonly least: number;
  readonly most: number;
}

/**
 * What a value is counted as of which nothing is known. The longest ARNs of what Terraform makes (Aurora clusters, secrets
 * with their random suffix) have 80 to 120 characters.
 */
const UNKNOWN_CHARACTERS = 120;

/** What stands for one name inside an ARN of which the rest is known. */
const NAME_CHARACTERS = 64;

/** The size of the document as compact JSON: IAM does not count white space, and the provider sends none. */
export function policySize(graph: Graph, document: PolicyDocument): PolicySize {
  const counter = new Counter(graph);
  const text = counter.document(document);
  const most = text.length + counter.open;
  return { least: text.length, most: document.unknown ? Number.POSITIVE_INFINITY : most };
}

export function sumOf(sizes: readonly PolicySize[]): PolicySize {
  return sizes.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), {
    least: 0,
    most: 0,
  });
}

/** Writes the document with nothing where something is not known, and counts what that may take. */
class Counter {
  open = 0;

  constructor(private readonly graph: Graph) {}

  document({ statements, version }: PolicyDocument): string {
    return JSON.stringify({
      ...(version === undefined ? {} : { Version: this.value(version) }),
      Statement: statements.map((one) => this.statement(one)),
    });
  }

  private statement(one: PolicyStatement): Readonly<Record<string, unknown>> {
    const found: Record<string, unknown> = {};
    if (one.sid !== undefined) found['Sid'] = this.value(one.sid);
    found['Effect'] = this.value(one.effect ?? null);
    const lists = {
      Action: one.actions,
      NotAction: one.notActions,
      Resource: one.resources,
      NotResource: one.notResources,
    };
    for (const [name, values] of Object.entries(lists)) if (values) found[name] = this.list(values);
    for (const [name, sets] of [
      ['Principal', one.principals],
      ['NotPrincipal', one.notPrincipals],
    ] as const) {
      if (sets)
        found[name] = sets.some(({ type }) => type === '*')
          ? '*'
          : Object.fromEntries(sets.map(({ type, values }) => [type, this.list(values)]));
    }
    if (one.conditions.length > 0) {
      const operators: Record<string, Record<string, unknown>> = {};
      for (const { operator, key, values } of one.conditions) {
        const keys = operators[operator] ?? {};
        operators[operator] = keys;
        keys[key] = this.list(values);
      }
      found['Condition'] = operators;
    }
    this.open += one.unknowns.length * UNKNOWN_CHARACTERS;
    return found;
  }

  /** Terraform writes a list of one as the one. */
  private list(values: readonly Value[]): unknown {
    const shown = values.map((value) => this.value(value));
    return shown.length === 1 ? shown[0] : shown;
  }

  private value(value: Value): unknown {
    if (value instanceof PartialText) return value.parts.map((part) => String(this.value(part))).join('');
    if (!(value instanceof Unknown)) return typeof value === 'number' ? formatNumber(value) : value;
    const text = this.graph.text(value);
    if (text === undefined || !text.startsWith('arn:')) {
      this.open += UNKNOWN_CHARACTERS;
      return '';
    }
    // The frame of the ARN is known, the name in it is not.
    const known = text.replace(/tf~(?:[A-Za-z0-9._-]|~\.|~[0-9a-f]{1,6}-)+/g, '');
    if (known !== text) this.open += NAME_CHARACTERS;
    return known;
  }
}

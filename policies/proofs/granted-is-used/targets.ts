import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { entry, isObject, toText, Unknown, type Value } from '../../graph/value';
import { NAMED_TYPES } from '../../model/reach/target-of';
import type { RuleContext } from '../../rules/context';
import type { ResourceKind } from '../../sdk/resource-members';
import { shownText, type TracedText } from '../../sdk/sdk-call';
import type { Target } from './need';

/** How an ARN is made of the name that the code gives. `{}` is the name. Global services leave out region and account. */
const SHAPES: Readonly<Record<Exclude<ResourceKind, 'arn'>, readonly [service: string, resource: string]>> = {
  bucket: ['s3', '{}'],
  'delivery-stream': ['firehose', 'deliverystream/{}'],
  'event-bus': ['events', 'event-bus/{}'],
  function: ['lambda', 'function:{}'],
  key: ['kms', 'key/{}'],
  'log-group': ['logs', 'log-group:{}'],
  parameter: ['ssm', 'parameter/{}'],
  queue: ['sqs', '{}'],
  // AWS adds a dash and six characters.
  secret: ['secretsmanager', 'secret:{}-??????'],
  'state-machine': ['states', 'stateMachine:{}'],
  stream: ['kinesis', 'stream/{}'],
  table: ['dynamodb', 'table/{}'],
  topic: ['sns', '{}'],
};

/** What a function can name by its ARN, by that ARN. */
function resourcesByArn({ graph }: RuleContext): ReadonlyMap<string, Resource> {
  return new Map(graph.byType(...NAMED_TYPES).map((resource) => [generic(graph.arn(resource)), resource]));
}

/** Turns what the code says of a resource into the resource, by the environment that the function is deployed with. */
export class Targets {
  private readonly graph: Graph;
  private readonly variables: Value | undefined;

  constructor(
    private readonly context: RuleContext,
    private readonly lambda: Resource,
  ) {
    this.graph = context.graph;
    this.variables = lambda.get('environment[0].variables');
  }

  /** What the text names. */
  of(text: TracedText, kind: ResourceKind): Target {
    const [only, ...others] = text;
    if (only && others.length === 0) {
      if ('unknown' in only) return { kind: 'open', reason: only.unknown };
      if ('env' in only) return this.ofVariable(only.env, kind);
    }
    const whole = this.plain(text);
    return typeof whole === 'string' ? this.ofText(whole, kind) : whole;
  }

  /** The text with `*` for what is not known: a part of an ARN. */
  pattern(text: TracedText): string {
    return text
      .map((part) => {
        if ('text' in part) return part.text;
        if ('unknown' in part) return '*';
        const value = this.variable(part.env);
        return (value === undefined ? undefined : this.graph.text(value)) ?? '*';
      })
      .join('');
  }

  private plain(text: TracedText): string | Target {
    const missing = text.find((part) => 'env' in part && this.variable(part.env) === undefined);
    if (missing) return { kind: 'open', reason: `${shownText([missing])} is not set for the function` };
    return this.pattern(text);
  }

  private ofVariable(name: string, kind: ResourceKind): Target {
    const value = this.variable(name);
    if (value === undefined) return { kind: 'open', reason: `the function has no variable ${name}` };
    const resource = this.graph.referred(value);
    if (value instanceof Unknown && resource && value.reference && !value.reference.derived) {
      return this.ofAttribute(value, resource, value.reference.path);
    }
    const text = toText(value) instanceof Unknown ? this.graph.text(value) : toText(value);
    if (typeof text !== 'string' || (value instanceof Unknown && text.startsWith('tf~'))) {
      return { kind: 'open', reason: `the value of ${name} is not known before the apply` };
    }
    return this.ofText(text, kind);
  }

  /** Whatever attribute of a resource the function is given, it is by that that it names the resource. */
  ofAttribute(value: Value, resource: Resource, path: readonly (string | number)[]): Target {
    const last = path[path.length - 1];
    if (path.length === 1 && (last === 'arn' || !/_arn$/.test(String(last)))) {
      return { kind: 'arn', arn: generic(this.graph.arn(resource)), resource };
    }
    const text = this.graph.text(value) ?? '';
    if (text.startsWith('arn:')) return this.byArn(generic(text));
    return { kind: 'value', value, text: `${resource.address}.${path.join('.')}`, resource };
  }

  private variable(name: string): Value | undefined {
    return isObject(this.variables) ? (entry(this.variables, name) ?? undefined) : this.variables;
  }

  private ofText(text: string, kind: ResourceKind): Target {
    if (text.startsWith('arn:')) return this.byArn(generic(text));
    if (kind === 'arn') return { kind: 'open', reason: `${text} is not an ARN` };
    const { partition, region, account } = this.graph.place(this.lambda);
    const url =
      kind === 'queue' ? /^https?:\/\/(?:sqs\.)?([a-z0-9-]+)[^/]*\/(\d+)\/([^/]+)$/.exec(text) : undefined;
    if (url) return this.byArn(`arn:${partition}:sqs:${url[1]}:${url[2]}:${url[3]}`);
    const [service, shape] = SHAPES[kind];
    const name = shape.replace('{}', () => (kind === 'parameter' ? text.replace(/^\//, '') : text));
    const place = kind === 'bucket' ? ':' : `${region}:${account}`;
    return this.byArn(`arn:${partition}:${service}:${place}:${name}`);
  }

  private byArn(arn: string): Target {
    const resource = this.context.derive(resourcesByArn).get(arn);
    return { kind: 'arn', arn, ...(resource ? { resource } : {}) };
  }
}

/** What stands for the six characters that AWS adds to a secret's name is any six characters. */
function generic(arn: string): string {
  return arn.replace(/(:secretsmanager:.*)-xxxxxx$/, '$1-??????');
}

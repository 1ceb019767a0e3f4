import type { Resource, Source } from '../../graph/resource';
import type { Condition } from '../../iam/document-condition';
import type { EffectivePermission, Exception } from '../../iam/effective-permissions';
import { isUnknown } from '../../iam/truth';
import type { Locate } from '../../report/location';
import type { RuleContext } from '../../rules/context';
import type { FunctionReach, ReachPath } from '../reach/function-reach';
import { plainText } from '../reach/plain-text';
import { reach } from '../reach/reach';
import type { Step } from '../reach/step';
import { rangeViews } from './range-views';
import type {
  DestinationView,
  FunctionView,
  PathView,
  PermissionView,
  PlaceView,
  StepView,
  SystemView,
} from './system-view';

export interface ViewOptions {
  /** Leads to what generated the Terraform. @default it was written by hand */
  readonly locate?: Locate;
  /** Lines of the code that need a permission, by `neededKey`. @default no code was looked at */
  readonly neededBy?: ReadonlyMap<string, readonly string[]>;
}

/**
 * Names a permission in `ViewOptions.neededBy`: by the function's key, the action, and the statement that grants it, which
 * is Terraform's address of its holder and the path in it.
 */
export function neededKey(
  functionKey: string,
  action: string,
  statement: { readonly address: string; readonly path: string },
): string {
  return `${functionKey} ${action.toLowerCase()} ${statement.address}.${statement.path}`;
}

/** What every function may do and reach. */
export function systemView(context: RuleContext, options: ViewOptions = {}): SystemView {
  const builder = new ViewBuilder(options);
  const { functions } = context.derive(reach);
  const views = functions.map((one) => builder.function(one));
  return {
    functions: views,
    destinations: builder.destinations(),
    ranges: rangeViews(context, (at) => builder.place(at)),
  };
}

class ViewBuilder {
  private readonly found = new Map<string, DestinationView>();
  private readonly steps = new Map<Step, StepView>();
  private readonly shown = new Map<string, string>();

  constructor(private readonly options: ViewOptions) {}

  destinations(): readonly DestinationView[] {
    return [...this.found.values()];
  }

  function(one: FunctionReach): FunctionView {
    const { lambda, placement, role, permissions, paths } = one;
    return {
      key: lambda.key,
      name: one.name.includes('tf~') ? lambda.address : one.name,
      ...(role
        ? { role: role.name.includes('tf~') ? (role.resource?.address ?? this.plain(role.name)) : role.name }
        : {}),
      subnets:
        placement.kind === 'unknown'
          ? [`not known: ${placement.unknown?.reason ?? ''}`]
          : placement.subnets.map(({ resource }) => resource.key),
      securityGroups: placement.groups.map(({ resource, id }) => resource?.key ?? this.plain(id)),
      permissions: (permissions?.permissions ?? []).map((permission) => this.permission(one, permission)),
      paths: paths.map((path) => this.path(path)),
    };
  }

  place(at: { readonly resource: Resource; readonly path?: string }): PlaceView {
    const { resource, path = '' } = at;
    const source = path === '' ? resource.source : resource.sourceAt(path);
    return { key: resource.key, ...(path === '' ? {} : { path }), ...this.fileOf(source) };
  }

  private fileOf(source: Source): { readonly file: string; readonly line?: number } {
    const { file, line } = this.options.locate?.(source) ?? source;
    return { file, ...(line === undefined ? {} : { line }) };
  }

  private permission(
    { lambda, permissions }: FunctionReach,
    permission: EffectivePermission,
  ): PermissionView {
    const at = permissions?.at(permission.source);
    const resource = this.plain(permission.resource);
    const needed =
      at &&
      this.options.neededBy?.get(
        neededKey(lambda.key, permission.action, { address: at.resource.address, path: at.path }),
      );
    const place: PlaceView = at
      ? { ...this.place(at), ...(at.statement ? this.fileOf(at.statement.source) : {}) }
      : { key: permission.source.policy };
    return {
      action: permission.action,
      resource,
      conditions: permission.conditions.map((condition) => this.condition(condition)),
      exceptions: permission.exceptions.map((exception) => this.exception(exception)),
      statement: { ...place, ...(permission.source.sid === undefined ? {} : { sid: permission.source.sid }) },
      ...(needed ? { neededBy: needed } : {}),
      certainty: permission.uncertain ? 'unknown' : 'certain',
    };
  }

  private condition({ key, operator, values }: Condition): string {
    const shown = isUnknown(values)
      ? `a value that is not known (${values.unknown})`
      : values
          .map((value) =>
            isUnknown(value) ? `a value that is not known (${value.unknown})` : this.plain(value),
          )
          .join(' or ');
    return `${key} ${operator} ${shown}`;
  }

  private exception({ action, resource, conditions, source }: Exception): string {
    const when =
      conditions.length === 0 ? '' : ` where ${conditions.map((one) => this.condition(one)).join(' and ')}`;
    return `not ${action} on ${this.plain(resource)}${when}${source.sid === undefined ? '' : ` (${source.sid})`}`;
  }

  private path(path: ReachPath): PathView {
    const { destination, way, permission } = path;
    if (!this.found.has(destination.id)) {
      const { id, kind, name } = destination;
      this.found.set(id, { id, kind, name: this.plain(name) });
    }
    const stop = path.steps.find(({ passage }) => passage === 'blocked');
    return {
      destination: destination.id,
      network: way.passage,
      permission,
      steps: path.steps.map((step) => this.step(step)),
      // Where some of the actions get through, what stops the others blocks no path.
      ...(stop?.change !== undefined && (way.passage === 'blocked' || permission === 'none')
        ? { blocked: { by: this.step(stop), smallestChange: this.plain(stop.change) } }
        : {}),
    };
  }

  private step(step: Step): StepView {
    const known = this.steps.get(step);
    if (known) return known;
    const made: StepView = {
      kind: step.kind,
      passage: step.passage,
      says: this.plain(step.says),
      ...(step.at ? { at: this.place(step.at) } : {}),
    };
    this.steps.set(step, made);
    return made;
  }

  private plain(text: string): string {
    const known = this.shown.get(text);
    if (known !== undefined) return known;
    const made = plainText(text);
    this.shown.set(text, made);
    return made;
  }
}

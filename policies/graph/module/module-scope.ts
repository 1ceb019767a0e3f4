import type { Expression } from '../hcl/ast';
import { type Budget, BudgetError, EvaluationError, MissingNameError } from '../hcl/budget';
import { Evaluator } from '../hcl/evaluator';
import type { Scope, Step } from '../hcl/scope';
import { convert, typeAt } from '../hcl/type-constraint';
import { indexSuffix, resourceKey } from '../resource';
import { objectOf, Unknown, type Value } from '../value';
import { evaluateStrictly } from './body';
import type { Block, Configuration } from './configuration';
import { expansionOf } from './expansion';
import { OutputsHandle, RemoteStateHandle, ResourceHandle } from './handles';
import { Instance } from './instance';
import type { ProviderFacts } from './provider-facts';
import { providerOf } from './provider-of';
import type { Met, Session } from './session';

/** Where a module comes from. */
export interface ModuleOrigin {
  readonly configuration: Configuration;
  /** The address; empty for the root. */
  readonly address: string;
  readonly stack?: string;
  /** What `path.module` gives. */
  readonly path: string;
  /** Values of variables, where the root gets them from files. */
  readonly given?: ReadonlyMap<string, unknown>;
  /** Who calls it: its arguments are evaluated there. */
  readonly caller?: {
    readonly scope: ModuleScope;
    readonly block: Block;
    readonly names: Readonly<Record<string, Value>>;
  };
  /** The configuration that a call loads, or why it cannot be loaded. */
  readonly child: (
    origin: ModuleOrigin,
    block: Block,
  ) => { readonly configuration: Configuration; readonly path: string } | Unknown;
  readonly multiplicity?: Unknown;
}

interface Memo {
  readonly value: Value;
  readonly met: readonly Met[];
}

/** One instance of a module: what the names in it mean. */
export class ModuleScope implements Scope {
  readonly address: string;
  readonly stack?: string;
  readonly budget: Budget;
  private readonly memos = new Map<string, Memo | 'running'>();
  private readonly expanded = new Map<string, Value | 'running'>();
  private readonly made = new Map<string, readonly Instance[]>();
  private readonly children = new Map<string, readonly ModuleScope[]>();

  constructor(
    readonly session: Session,
    readonly origin: ModuleOrigin,
  ) {
    this.address = origin.address;
    if (origin.stack !== undefined) this.stack = origin.stack;
    this.budget = session.budget;
  }

  root(name: string, steps: readonly Step[]): { value: Value; used: number } | undefined {
    const [first, second] = steps;
    if (typeof first !== 'string') return undefined;
    const { configuration } = this.origin;
    const known = knownSteps(steps.slice(1));
    switch (name) {
      case 'var':
        return { value: this.variable(first, known), used: 1 + known.length };
      case 'local':
        return { value: this.local(first, known), used: 1 + known.length };
      case 'module':
        return configuration.modules.has(first) ? { value: this.module(first), used: 1 } : undefined;
      case 'path':
        return {
          value: first === 'module' ? this.origin.path : first === 'cwd' || first === 'root' ? '.' : null,
          used: 1,
        };
      case 'terraform':
        return { value: new Unknown(`terraform.${first} is chosen when Terraform runs`), used: 1 };
      case 'data':
      case 'ephemeral': {
        if (typeof second !== 'string') return undefined;
        const key = `${name}.${first}.${second}`;
        return configuration.resources.has(key) ? { value: this.resource(key), used: 2 } : undefined;
      }
      default: {
        const key = `${name}.${first}`;
        return configuration.resources.has(key) ? { value: this.resource(key), used: 1 } : undefined;
      }
    }
  }

  member(of: Unknown, steps: readonly Step[]): { value: Value; used: number } | undefined {
    const [step] = steps;
    if (step === undefined) return undefined;
    if (of instanceof RemoteStateHandle)
      return step === 'outputs' ? { value: of.outputs, used: 1 } : undefined;
    if (!(of instanceof ResourceHandle || of instanceof OutputsHandle)) return undefined;
    if (of.awaits && (typeof step !== 'string' || of.awaits === 'for_each'))
      return { value: of.one(), used: 1 };
    if (step instanceof Unknown) return undefined;
    if (of instanceof ResourceHandle) return { value: of.instance.member(String(step)), used: 1 };
    const known = knownSteps(steps.slice(1));
    return { value: of.scope.output(String(step), known), used: 1 + known.length };
  }

  elements(of: Unknown): Value | undefined {
    if (!(of instanceof ResourceHandle || of instanceof OutputsHandle)) return undefined;
    return of.awaits ? of.one() : [of];
  }

  file(path: string): string | Unknown {
    return this.session.readFile(path);
  }

  /** @throws EvaluationError if there is none */
  output(name: string, steps: readonly (string | number)[] = []): Value {
    const block = this.origin.configuration.outputs.get(name);
    if (!block)
      throw new EvaluationError(
        `there is no output ${name.slice(0, 80)} in ${this.address || this.stack || 'the module'}`,
      );
    return this.memo('output', name, steps, (part) =>
      evaluateStrictly(this, block.body['value'] ?? null, {}, part),
    );
  }

  /** Why nobody knows how many instances of this module, or of one around it, there are. */
  get multiplicity(): Unknown | undefined {
    return this.origin.multiplicity ?? this.origin.caller?.scope.multiplicity;
  }

  /** All instances of the resources of this module and of those that it calls. */
  *all(): Generator<Instance> {
    for (const key of this.origin.configuration.resources.keys()) {
      this.settle(() => this.resource(key));
      yield* this.made.get(key) ?? [];
    }
    for (const name of this.origin.configuration.modules.keys()) {
      this.settle(() => this.module(name));
      for (const child of this.children.get(name) ?? []) yield* child.all();
    }
  }

  /** The keys of the instances that `depends_on` names. */
  instancesOf(reference: string): readonly string[] {
    const match = /^((?:data\.)?[\w-]+\.[\w-]+)(\[[^\]]*\])?/.exec(reference);
    const [, key = '', index] = match ?? [];
    if (key.startsWith('module.')) {
      this.settle(() => this.module(key.slice('module.'.length)));
      const children = this.children.get(key.slice('module.'.length)) ?? [];
      return children.flatMap((child) => [...child.all()].map((instance) => instance.key));
    }
    if (!this.origin.configuration.resources.has(key)) return [];
    this.settle(() => this.resource(key));
    return (this.made.get(key) ?? [])
      .filter((one) => index === undefined || indexSuffix(one.index) === index)
      .map(({ key: found }) => found);
  }

  /** The outputs of another stack. */
  remoteOutputs(instance: Instance): Value {
    const found = this.session.remoteState(instance);
    return found instanceof Unknown ? found : new OutputsHandle(found, `stack ${found.stack ?? ''}`);
  }

  /** What is known of the provider that a resource uses. @param reference the `provider` argument */
  provider(reference?: unknown): ProviderFacts {
    return providerOf(this, reference);
  }

  private local(name: string, steps: readonly (string | number)[]): Value {
    const local = this.origin.configuration.locals.get(name);
    if (!local) throw new MissingNameError(`there is no local.${name.slice(0, 80)}`);
    return this.memo('local', name, steps, (part) => evaluateStrictly(this, local.value, {}, part));
  }

  private variable(name: string, steps: readonly (string | number)[]): Value {
    const block = this.origin.configuration.variables.get(name);
    if (!block) throw new MissingNameError(`there is no var.${name.slice(0, 80)}`);
    const { type } = block.body;
    const constraint = typeof type === 'string' ? this.session.expression(type) : undefined;
    const constant = (expression: Expression): Value => new Evaluator(this).evaluate(expression);
    const whole = (part: readonly (string | number)[]): Value =>
      new Evaluator(this).follow(
        this.memo('var', name, [], () => convert(this.given(name, block, []), constraint, constant)),
        part,
      );
    if (steps.length === 0) return whole([]);
    return this.memo('var', name, steps, (part) => {
      const inner = typeAt(constraint, part);
      if (inner === undefined) return whole(part);
      try {
        return convert(this.given(name, block, part), inner.type, constant);
      } catch (error) {
        if (error instanceof EvaluationError) return whole(part);
        throw error;
      }
    });
  }

  private given(name: string, block: Block, steps: readonly (string | number)[]): Value {
    const { caller, given } = this.origin;
    if (caller && Object.hasOwn(caller.block.body, name)) {
      const value = evaluateStrictly(caller.scope, caller.block.body[name], caller.names, steps);
      if (value !== null || steps.length > 0 || block.body['nullable'] !== false) return value;
    }
    if (given?.has(name)) return evaluateStrictly(this, given.get(name), {}, steps);
    if (Object.hasOwn(block.body, 'default')) return evaluateStrictly(this, block.body['default'], {}, steps);
    const target = [this.address, `var.${name}`].filter((part) => part !== '').join('.');
    return new Unknown(`the variable ${name} has no value`, {
      reference: { kind: 'variable', target: resourceKey(target, this.stack), path: steps },
    });
  }

  /** Computes a part once; whoever asks later gets the value and its references. */
  private memo(
    kind: string,
    name: string,
    steps: readonly (string | number)[],
    compute: (steps: readonly (string | number)[]) => Value,
  ): Value {
    const key = `${kind}.${name}${steps.length === 0 ? '' : JSON.stringify(steps)}`;
    const work = (): Value => compute(steps);
    const known = this.memos.get(key);
    if (known === 'running') throw new EvaluationError(`${key.slice(0, 80)} refers to itself`);
    if (known) {
      this.session.record(known.met);
      return known.value;
    }
    this.memos.set(key, 'running');
    let memo: Memo;
    try {
      const { result, met } = this.session.track(() => this.budget.within(work));
      memo = { value: result, met };
    } catch (error) {
      // Out of budget, the next to ask shall not pay again.
      if (error instanceof BudgetError || error instanceof RangeError) {
        this.memos.set(key, { value: this.session.unknownFor(error), met: [] });
      } else this.memos.delete(key);
      throw error;
    }
    this.memos.set(key, memo);
    this.session.record(memo.met);
    return memo.value;
  }

  /** The resource as expressions see it: one handle, or a list or an object of them. */
  private resource(key: string): Value {
    const block = this.origin.configuration.resources.get(key);
    if (!block) throw new MissingNameError(`there is no ${key}`);
    const prefix = key.split('.', 1)[0];
    const kind = prefix === 'data' || prefix === 'ephemeral' ? prefix : '';
    return this.expand(
      key,
      block,
      (index, names, multiplicity) => {
        const instance = new Instance(this, block, kind, index, names, multiplicity);
        this.session.instances.set(instance.key, instance);
        return instance;
      },
      (instances) => this.made.set(key, instances),
      (instance) =>
        instance.type === 'terraform_remote_state' ? this.remoteStateHandle(instance) : instance.handle,
    );
  }

  private remoteStateHandle(instance: Instance): Value {
    const outputs = this.remoteOutputs(instance);
    return outputs instanceof OutputsHandle ? new RemoteStateHandle(outputs) : instance.handle;
  }

  private module(name: string): Value {
    const block = this.origin.configuration.modules.get(name);
    if (!block) throw new MissingNameError(`there is no module.${name}`);
    const address = [this.address, `module.${name}`].filter((part) => part !== '').join('.');
    const child = this.isTooMany(block) ?? this.origin.child(this.origin, block);
    if (child instanceof Unknown) {
      if (!this.children.has(name)) {
        this.children.set(name, []);
        const { file, line } = block.source;
        this.session.gaps.push({
          address: resourceKey(address, this.stack),
          file,
          ...(line === undefined ? {} : { line }),
          reason: child.reason,
        });
      }
      return new Unknown(child.reason, {
        reference: { kind: 'module', target: resourceKey(address, this.stack), path: [] },
      });
    }
    return this.expand(
      `module.${name}`,
      block,
      (index, names, multiplicity) =>
        new ModuleScope(this.session, {
          ...child,
          address: `${address}${indexSuffix(index)}`,
          ...(this.stack === undefined ? {} : { stack: this.stack }),
          caller: { scope: this, block, names },
          child: this.origin.child,
          ...(multiplicity ? { multiplicity: multiplicity.reason } : {}),
        }),
      (scopes) => this.children.set(name, scopes),
      (scope, awaits) => new OutputsHandle(scope, resourceKey(scope.address, this.stack), awaits),
    );
  }

  /** Why the module is not entered: Terraform would not end either, or not soon. */
  private isTooMany(block: Block): Unknown | undefined {
    const name = block.labels[0] ?? '';
    if (this.children.has(name) || this.expanded.has(`module.${name}`)) return undefined;
    const child = this.origin.child(this.origin, block);
    for (let scope: ModuleScope | undefined = this; scope; scope = scope.origin.caller?.scope) {
      if (!(child instanceof Unknown) && scope.origin.configuration === child.configuration) {
        return new Unknown(`the module ${name} calls itself`);
      }
    }
    return this.budget.takeInstances(1) ? undefined : new Unknown('there are too many modules');
  }

  private expand<T>(
    key: string,
    block: Block,
    make: (
      index: string | number | undefined,
      names: Readonly<Record<string, Value>>,
      multiplicity?: { by: 'count' | 'for_each'; reason: Unknown },
    ) => T,
    keep: (made: readonly T[]) => void,
    handle: (made: T, awaits?: 'count' | 'for_each') => Value,
  ): Value {
    const known = this.expanded.get(key);
    if (known === 'running') throw new EvaluationError(`${key} refers to itself`);
    if (known !== undefined) return known;
    this.expanded.set(key, 'running');
    const expansion = expansionOf(block.body, this.session, (raw) => evaluateStrictly(this, raw));
    let value: Value;
    switch (expansion.kind) {
      case 'single': {
        const made = make(undefined, {});
        keep([made]);
        value = handle(made);
        break;
      }
      case 'count': {
        const all = Array.from({ length: expansion.count }, (_, index) => make(index, { count: { index } }));
        keep(all);
        value = all.map((made) => handle(made));
        break;
      }
      case 'each': {
        const all = [...expansion.items].map(
          ([each, item]) => [each, make(each, { each: { key: each, value: item } })] as const,
        );
        keep(all.map(([, made]) => made));
        value = objectOf(all.map(([each, made]) => [each, handle(made)]));
        break;
      }
      case 'unknown': {
        const { by, reason } = expansion;
        const unknown = new Unknown(
          `${by} is not known (${reason.reason})`,
          expansion.items ? { alternatives: expansion.items } : {},
        );
        const names: Readonly<Record<string, Value>> =
          by === 'count' ? { count: { index: unknown } } : { each: { key: unknown, value: unknown } };
        const made = make(undefined, names, { by, reason: unknown });
        keep([made]);
        value = handle(made, by);
      }
    }
    this.expanded.set(key, value);
    return value;
  }

  /** Expands what nobody has referred to yet; what cannot be is unknown already, or said where it is used. */
  private settle(work: () => Value): void {
    try {
      this.session.track(work);
    } catch (error) {
      this.session.unknownFor(error);
    }
  }
}

/** The steps before the first that is not known. */
function knownSteps(steps: readonly Step[]): readonly (string | number)[] {
  const end = steps.findIndex((step) => step instanceof Unknown);
  return (end < 0 ? steps : steps.slice(0, end)) as readonly (string | number)[];
}

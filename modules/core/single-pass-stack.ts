import { join } from 'node:path';
import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  type IStackSynthesizer,
  type ISynthesisSession,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
  Tokenization,
} from 'cdktf';
import { type Construct, Node } from 'constructs';
import { writeStableJson } from './write-stable-json';

type Json = Record<string, unknown>;

/** cdktf's own limit for a structure that contains itself. */
const MAX_DEPTH = 200;

/** What may be, or hold, a token, an escape or a number that stands for a token. Everything else stays as it is. */
const SUSPECT_TEXT = /[$%#&]\{|\d[eE][+-]?\d|TfToken/;

/** One token and nothing else. */
const WHOLE_TOKEN = /^\$\{TfToken\[[^[\]]+\]\}$/;

/** An attribute of a resource or data source: nothing in it is resolved or escaped further. */
const PLAIN_EXPRESSION = /^\$\{[a-z][\w.-]*\}$/;

/** Tokens that stand for numbers are negative and beyond this; no number of a configuration is. */
const SUSPECT_NUMBER = -1e100;

/**
 * A stack that resolves each of its elements once. cdktf resolves them three times: to find references between stacks,
 * to write them, and the whole once more; with a new context for every key. For large stacks that is half of the synth.
 *
 * The JSON is the same (a test compares the two). The difference: a reference to an element of another stack is an error,
 * not a hidden output: stacks are connected by what they share.
 */
export class SinglePassStack extends TerraformStack {
  private readonly overrides: { readonly path: string; readonly value: unknown }[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.synthesizer = new PiecewiseSynthesizer(this, this.synthesizer);
  }

  override addOverride(path: string, value: unknown): void {
    super.addOverride(path, value);
    // A subclass's constructor runs after this class's fields are set; cdktf's own constructor adds no override.
    this.overrides.push({ path, value });
  }

  /** Only what else it does: without a backend cdktf adds one. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  override toTerraform(): Json {
    const elements = elementsOf(this);
    const resolver = new OwnStackResolver(this);
    const references = new OwnReferences(this);
    const resolved = (value: unknown, scope: Construct): Json =>
      resolveOnce(
        value,
        (part) => references.resolve(part) ?? Tokenization.resolve(part, { scope, resolver }),
        0,
      ) as Json;
    const metadata: Json = {
      version: this.node.tryGetContext('cdktfVersion'),
      stackName: this.node.id,
      backend: 'local',
      ...(this.overrides.length > 0
        ? { overrides: { stack: [...new Set(this.overrides.map(({ path }) => path.split('.')[0]))] } }
        : {}),
    };
    const outputs: Json = {};
    const terraform: Json = {};
    for (const element of elements) {
      merge(metadata, resolved(element.toMetadata(), element));
      merge(terraform, resolved(element.toTerraform(), element));
      if (TerraformOutput.isTerraformOutput(element)) merge(outputs, outputPath(element));
    }
    for (const { path, value } of this.overrides) {
      merge(terraform, resolved(nested(path.split('.'), value), this));
    }
    return { '//': { metadata, outputs }, ...terraform };
  }
}

/**
 * Does what cdktf's own synthesizer does (aspects, validations, annotations), except that the JSON is written piece by
 * piece: cdktf holds its text several times over.
 */
class PiecewiseSynthesizer implements IStackSynthesizer {
  constructor(
    private readonly stack: TerraformStack,
    private readonly inner: IStackSynthesizer,
  ) {}

  synthesize(session: ISynthesisSession): void {
    let isAsked = false;
    const toTerraform = this.stack.toTerraform;
    this.stack.toTerraform = () => {
      isAsked = true;
      return {};
    };
    try {
      this.inner.synthesize(session);
    } finally {
      this.stack.toTerraform = toTerraform;
    }
    // Not asked for where the output is HCL.
    if (!isAsked) return;
    const { synthesizedStackPath } = session.manifest.forStack(this.stack);
    writeStableJson(join(session.outdir, synthesizedStackPath), this.stack.toTerraform());
  }
}

/** Refuses references to what another stack has. */
class OwnStackResolver extends DefaultTokenResolver {
  constructor(private readonly stack: TerraformStack) {
    super(new StringConcat());
  }

  override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    const { originStack } = token as { originStack?: TerraformStack };
    if (originStack !== undefined && originStack !== this.stack) {
      throw new Error(
        `${context.scope.node.path} refers to an element of the stack ${originStack.node.path}: ` +
          'share its attributes and read them in this stack',
      );
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

/**
 * The commonest token by far: a text that is one reference to an attribute of this stack. It becomes its expression
 * without the context objects and the passes over the text that cdktf needs for everything else.
 */
class OwnReferences {
  private readonly context: IResolveContext;

  constructor(private readonly stack: TerraformStack) {
    this.context = {
      scope: stack,
      preparing: false,
      registerPostProcessor: () => undefined,
      resolve: (value) => value,
    };
  }

  /** Undefined for all other parts. */
  resolve(part: unknown): string | undefined {
    if (typeof part !== 'string' || !WHOLE_TOKEN.test(part)) return undefined;
    const { firstToken } = Tokenization.reverseString(part);
    if ((firstToken as { originStack?: TerraformStack } | undefined)?.originStack !== this.stack)
      return undefined;
    // A reference asks for the bare expression where it finds this set, and sets it.
    const expression: unknown = firstToken?.resolve({ ...this.context, suppressBraces: false });
    return typeof expression === 'string' && PLAIN_EXPRESSION.test(expression) ? expression : undefined;
  }
}

function elementsOf(construct: Construct, found: TerraformElement[] = []): readonly TerraformElement[] {
  if (TerraformElement.isTerraformElement(construct)) found.push(construct);
  for (const child of Node.of(construct).children) {
    if (!TerraformStack.isStack(child)) elementsOf(child as Construct, found);
  }
  return found;
}

/** Without what is undefined, and with the parts resolved that may hold tokens. */
function resolveOnce(value: unknown, resolve: (part: unknown) => unknown, depth: number): unknown {
  if (typeof value === 'string') return SUSPECT_TEXT.test(value) ? resolve(value) : value;
  if (typeof value === 'number') return value < SUSPECT_NUMBER ? resolve(value) : value;
  if (typeof value === 'boolean' || value === null || value === undefined) return value;
  if (depth > MAX_DEPTH || typeof value !== 'object' || !isPlain(value)) return resolve(value);
  if (Array.isArray(value)) {
    if (value.some(isListToken)) return resolve(value);
    const items: unknown[] = [];
    for (const item of value) {
      const found = resolveOnce(item, resolve, depth + 1);
      if (found !== undefined) items.push(found);
    }
    return items;
  }
  const keys = Object.keys(value);
  if (keys.some((key) => SUSPECT_TEXT.test(key))) return resolve(value);
  const result: Json = {};
  for (const key of keys) {
    const found = resolveOnce((value as Json)[key], resolve, depth + 1);
    if (found !== undefined) result[key] = found;
  }
  return result;
}

/** Not a token, a construct or anything else of a class. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !Tokenization.isResolvable(value);
}

/** A list that is one token has a single element that stands for it. */
function isListToken(item: unknown): boolean {
  return typeof item === 'string'
    ? item.includes('{TfToken[')
    : typeof item === 'number' && item < SUSPECT_NUMBER;
}

/** `source` into `target`: objects by member, lists one after the other, anything else in place of what was there. */
function merge(target: Json, source: Json): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key];
    if (isObject(value)) {
      if (isObject(known)) merge(known, value);
      else target[key] = value;
    } else if (Array.isArray(value) && Array.isArray(known)) {
      target[key] = [...known, ...value];
    } else if (value !== undefined) {
      target[key] = value;
    }
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nested(path: readonly string[], value: unknown): Json {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Json;
}

/** Where the output stands in the tree of constructs, for `cdktf output`. */
function outputPath(output: TerraformOutput): Json {
  return nested(output.node.path.split('/'), output.friendlyUniqueId);
}

import ts from 'typescript';
import { baseOf, type CallSite, type CallSites, calleeName } from './call-sites';
import type { EnvironmentReader } from './conventions';
import { type ReachableCode, topLevelStatement } from './reachable-code';
import { bare, returned } from './syntax';
import { type Alternatives, anyOf, NOTHING, unknownText, variableText } from './text-alternatives';
import type { Frame, Step, Tracing } from './tracing';

/** Whose code it is, and what is said of it. */
export interface FunctionCodeScope {
  readonly sites: CallSites;
  readonly reached: ReachableCode;
  readonly readers: readonly EnvironmentReader[];
  readonly functionName: string;
}

/** Follows values through functions: out of their results, and by their parameters to those who call them. */
export class FunctionTracer {
  constructor(
    private readonly tracing: Tracing,
    private readonly scope: FunctionCodeScope,
  ) {}

  /** What the calls of the function put there: of this call, where one is being followed, or of all that are reached. */
  parameter(
    declaration: ts.ParameterDeclaration,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const owner = declaration.parent;
    const index = owner.parameters.indexOf(declaration);
    const fallback = declaration.initializer;
    for (let at = frame; at; at = at.outer) {
      if (at.callee === owner) return this.argument(at.call, index, fallback, path, at.outer);
    }
    const calls = this.callsOf(owner);
    if (calls.length === 0)
      return this.callback(owner, index, path) ?? unknownText('nobody is seen to call the function');
    return anyOf(calls.map((call) => this.argument(call, index, fallback, path, undefined)));
  }

  private argument(
    call: CallSite,
    index: number,
    fallback: ts.Expression | undefined,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const given = call.arguments ?? ts.factory.createNodeArray<ts.Expression>();
    const spread = given.findIndex(ts.isSpreadElement);
    if (spread >= 0 && spread <= index) return unknownText('arguments out of a list');
    const value = given[index];
    if (value) return this.tracing.trace(value, path, frame);
    return fallback ? this.tracing.trace(fallback, path) : NOTHING;
  }

  private callsOf(owner: ts.SignatureDeclaration): readonly CallSite[] {
    const calls =
      ts.isConstructorDeclaration(owner) && ts.isClassLike(owner.parent)
        ? this.scope.sites.ofConstructor(owner.parent)
        : this.scope.sites.ofFunction(owner);
    return calls.filter((call) => {
      const statement = topLevelStatement(call);
      return statement !== undefined && this.scope.reached.has(statement);
    });
  }

  /** The first parameter of a function that a list's method calls with each item. */
  private callback(
    owner: ts.SignatureDeclaration,
    index: number,
    path: readonly Step[],
  ): Alternatives | undefined {
    const { parent } = owner;
    if (index !== 0 || !ts.isCallExpression(parent) || parent.arguments[0] !== owner) return undefined;
    const callee = parent.expression;
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    if (!/^(map|flatMap|forEach|filter|find|some|every)$/.test(callee.name.text)) return undefined;
    return this.tracing.trace(callee.expression, ['[]', ...path]);
  }

  call(node: ts.CallExpression, path: readonly Step[], frame: Frame | undefined): Alternatives {
    const callee = bare(node.expression);
    const name = calleeName(node);
    const declaration = name && this.functionOf(this.tracing.code.symbol(name));
    if (declaration) {
      const reader = this.readerOf(declaration);
      if (reader) {
        const variable = reader.variable(this.scope.functionName, path);
        return variable === undefined
          ? unknownText('not a variable of the environment')
          : variableText(variable);
      }
      return this.results(declaration, path, { call: node, callee: declaration, outer: frame });
    }
    return ts.isPropertyAccessExpression(callee)
      ? this.builtIn(callee, node, path, frame)
      : this.converted(callee, node, path, frame);
  }

  /** `String(x)`. */
  private converted(
    callee: ts.Expression,
    node: ts.CallExpression,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const [value] = node.arguments;
    return value && ts.isIdentifier(callee) && callee.text === 'String'
      ? this.tracing.trace(value, path, frame)
      : unknownText('the result of a function that is not followed');
  }

  private builtIn(
    callee: ts.PropertyAccessExpression,
    node: ts.CallExpression,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const [first] = node.arguments;
    const [step, ...rest] = path;
    switch (callee.name.text) {
      case 'freeze':
      case 'resolve':
        return first ? this.tracing.trace(first, path, frame) : NOTHING;
      case 'toString':
      case 'trim':
      case 'filter':
      case 'slice':
      case 'reverse':
        return this.tracing.trace(callee.expression, path, frame);
      case 'concat':
        return anyOf(
          [callee.expression, ...node.arguments].map((one) => this.tracing.trace(one, path, frame)),
        );
      case 'map':
      case 'flatMap':
        return first && ts.isFunctionLike(first) && step === '[]'
          ? this.results(first, callee.name.text === 'map' ? rest : path, frame)
          : unknownText('a list that is not followed');
      default:
        return unknownText(`the result of ${callee.name.text}`);
    }
  }

  private functionOf(symbol: ts.Symbol | undefined): ts.SignatureDeclaration | undefined {
    const declaration = symbol?.valueDeclaration;
    if (!declaration || declaration.getSourceFile().isDeclarationFile) return undefined;
    if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return declaration;
    const value =
      ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)
        ? declaration.initializer
        : undefined;
    const inner = value && bare(value);
    return inner && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner : undefined;
  }

  private readerOf(declaration: ts.SignatureDeclaration): EnvironmentReader | undefined {
    const file = this.tracing.code.relativePath(declaration.getSourceFile());
    const name = declaration.name?.getText();
    return this.scope.readers.find((reader) => reader.file === file && reader.name === name);
  }

  results(
    declaration: ts.SignatureDeclaration,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const body = 'body' in declaration ? declaration.body : undefined;
    if (!body) return unknownText('a function without a body');
    if (!ts.isBlock(body)) return this.tracing.trace(body as ts.Expression, path, frame);
    return anyOf(returned(body).map((value) => this.tracing.trace(value, path, frame)));
  }

  instance(node: ts.NewExpression, path: readonly Step[]): Alternatives {
    const [name, ...rest] = path;
    if (name === undefined) return unknownText('an object, not a text');
    let symbol = this.tracing.code.symbol(node.expression);
    for (let depth = 0; symbol && depth < 10; depth += 1) {
      const declaration = symbol.valueDeclaration;
      if (!declaration || !ts.isClassLike(declaration)) break;
      const member = symbol.members?.get(ts.escapeLeadingUnderscores(name))?.valueDeclaration;
      if (member) return this.tracing.field(member, rest);
      const base = baseOf(declaration);
      symbol = base && this.tracing.code.symbol(base);
    }
    return unknownText('a member of an object that is not followed');
  }
}

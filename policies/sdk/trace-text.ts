import ts from 'typescript';
import { enclosingClass } from './call-sites';
import type { CodeBase } from './code-base';
import { assignments, bare, bindingName, constituents, isConstant, isProcessEnv, loopOf } from './syntax';
import {
  type Alternatives,
  anyOf,
  isUncertain,
  joined,
  knownText,
  NOTHING,
  unknownText,
  variableText,
} from './text-alternatives';
import { type FunctionCodeScope, FunctionTracer } from './trace-functions';
import { LiteralTracer } from './trace-literals';
import type { Frame, Step, Tracing } from './tracing';

/** The longest way that is followed. The system's own take some twenty steps. */
const MAX_STEPS = 120;

/**
 * Follows a value back to where it comes from: through variables, members, parameters (to the calls of the function that
 * the handler reaches), results and templates. Members of objects of one class are not told apart.
 */
export class TextTracer implements Tracing {
  private readonly running = new Set<string>();
  private readonly numbers = new Map<ts.Node, number>();

  private readonly literals: LiteralTracer;
  private readonly functions: FunctionTracer;

  constructor(
    readonly code: CodeBase,
    scope: FunctionCodeScope,
  ) {
    this.literals = new LiteralTracer(this);
    this.functions = new FunctionTracer(this, scope);
  }

  trace(node: ts.Expression, path: readonly Step[] = [], frame?: Frame): Alternatives {
    const found = this.guarded(node, path, frame, () => this.follow(bare(node), path, frame));
    return isUncertain(found) && path.length === 0 ? (this.literalType(node) ?? found) : found;
  }

  private guarded(
    node: ts.Node,
    path: readonly Step[],
    frame: Frame | undefined,
    work: () => Alternatives,
  ): Alternatives {
    const key = `${this.number(node)} ${path.join('.')} ${frame ? this.number(frame.call) : ''}`;
    // A circle brings nothing that another way does not.
    if (this.running.has(key)) return NOTHING;
    if (this.running.size > MAX_STEPS) return unknownText('the way to it is too long');
    this.running.add(key);
    try {
      return work();
    } finally {
      this.running.delete(key);
    }
  }

  private follow(node: ts.Expression, path: readonly Step[], frame: Frame | undefined): Alternatives {
    if (ts.isStringLiteralLike(node)) return path.length === 0 ? knownText(node.text) : NOTHING;
    if (ts.isNumericLiteral(node)) return path.length === 0 ? knownText(node.text) : NOTHING;
    if (ts.isTemplateExpression(node)) return this.template(node, frame);
    if (ts.isAwaitExpression(node)) return this.trace(node.expression, path, frame);
    if (ts.isConditionalExpression(node)) {
      return anyOf([this.trace(node.whenTrue, path, frame), this.trace(node.whenFalse, path, frame)]);
    }
    if (ts.isBinaryExpression(node)) return this.binary(node, path, frame);
    if (ts.isObjectLiteralExpression(node)) return this.literals.member(node, path, frame);
    if (ts.isArrayLiteralExpression(node)) return this.literals.items(node, path, frame);
    if (ts.isIdentifier(node)) return this.identifier(node, path, frame);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, path, frame);
    if (ts.isElementAccessExpression(node)) return this.element(node, path, frame);
    if (ts.isCallExpression(node)) return this.functions.call(node, path, frame);
    if (ts.isNewExpression(node)) return this.functions.instance(node, path);
    if (node.kind === ts.SyntaxKind.NullKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return NOTHING;
    return unknownText('the expression is not one that is followed');
  }

  private template(node: ts.TemplateExpression, frame: Frame | undefined): Alternatives {
    const parts: Alternatives[] = [knownText(node.head.text)];
    for (const span of node.templateSpans) {
      parts.push(this.trace(span.expression, [], frame), knownText(span.literal.text));
    }
    return joined(parts.filter((part) => !(part.length === 1 && isEmpty(part))));
  }

  private binary(node: ts.BinaryExpression, path: readonly Step[], frame: Frame | undefined): Alternatives {
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.BarBarToken:
        return anyOf([this.trace(left, path, frame), this.trace(right, path, frame)]);
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.EqualsToken:
      case ts.SyntaxKind.QuestionQuestionEqualsToken:
      case ts.SyntaxKind.CommaToken:
        return this.trace(right, path, frame);
      case ts.SyntaxKind.PlusToken:
        return joined([this.trace(left, [], frame), this.trace(right, [], frame)]);
      default:
        return unknownText('the result of an operator');
    }
  }

  identifier(node: ts.Identifier, path: readonly Step[], frame: Frame | undefined): Alternatives {
    if (node.text === 'undefined') return NOTHING;
    const symbol = this.code.symbol(node);
    const declaration = symbol?.valueDeclaration ?? symbol?.declarations?.[0];
    if (!symbol || !declaration) return unknownText(`${node.text} is not declared`);
    if (ts.isParameter(declaration)) return this.functions.parameter(declaration, path, frame);
    if (ts.isBindingElement(declaration)) return this.binding(declaration, path, frame);
    if (ts.isVariableDeclaration(declaration)) return this.variable(declaration, symbol, path, frame);
    return unknownText(`${node.text} is not a variable`);
  }

  private variable(
    declaration: ts.VariableDeclaration,
    symbol: ts.Symbol,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const loop = loopOf(declaration);
    if (loop) return this.trace(loop, ['[]', ...path], frame);
    const initial = declaration.initializer ? [this.trace(declaration.initializer, path, frame)] : [];
    if (isConstant(declaration)) return anyOf(initial);
    const later = assignments(
      declaration.getSourceFile(),
      (left) => ts.isIdentifier(left) && this.code.symbol(left) === symbol,
    );
    const found = [...initial, ...later.map((value) => this.trace(value, path, frame))];
    return found.length > 0 ? anyOf(found) : unknownText(`${symbol.name} is declared elsewhere`);
  }

  private binding(
    declaration: ts.BindingElement,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const pattern = declaration.parent;
    const step = ts.isArrayBindingPattern(pattern) ? '[]' : bindingName(declaration);
    if (step === undefined) return unknownText('a computed name in a pattern');
    const whole = declaration.dotDotDotToken ? path : [step, ...path];
    const owner = pattern.parent;
    const found = ts.isParameter(owner)
      ? this.functions.parameter(owner, whole, frame)
      : ts.isBindingElement(owner)
        ? this.binding(owner, whole, frame)
        : this.patternVariable(owner, whole, frame);
    return declaration.initializer ? anyOf([found, this.trace(declaration.initializer, path, frame)]) : found;
  }

  private patternVariable(
    owner: ts.VariableDeclaration,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const loop = loopOf(owner);
    if (loop) return this.trace(loop, ['[]', ...path], frame);
    return owner.initializer
      ? this.trace(owner.initializer, path, frame)
      : unknownText('a pattern without a value');
  }

  private property(
    node: ts.PropertyAccessExpression,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    if (isProcessEnv(node)) {
      const [name, ...rest] = path;
      return name === undefined || rest.length > 0
        ? unknownText('the whole environment')
        : variableText(name);
    }
    const symbol = this.code.symbol(node.name);
    const declaration = symbol?.valueDeclaration;
    if (declaration) {
      if (ts.isEnumMember(declaration)) return this.enumMember(declaration);
      const owner = declaration.parent;
      if (ts.isClassLike(owner) || (ts.isConstructorDeclaration(owner) && ts.isParameter(declaration))) {
        return this.field(declaration, path);
      }
      if (ts.isVariableDeclaration(declaration) && symbol)
        return this.variable(declaration, symbol, path, undefined);
    }
    return this.trace(node.expression, [node.name.text, ...path], frame);
  }

  private enumMember(declaration: ts.EnumMember): Alternatives {
    const value = this.code.checker.getConstantValue(declaration);
    return value === undefined ? unknownText('a member of an enumeration') : knownText(String(value));
  }

  /** A member of a class: what its declaration and its constructor put there, in any of its objects. */
  field(declaration: ts.Declaration, path: readonly Step[]): Alternatives {
    return this.guarded(declaration, path, undefined, () => {
      if (ts.isParameter(declaration)) return this.functions.parameter(declaration, path, undefined);
      if (ts.isGetAccessor(declaration)) return this.functions.results(declaration, path, undefined);
      const owner = enclosingClass(declaration);
      if (!ts.isPropertyDeclaration(declaration) || !owner)
        return unknownText('a member that is not followed');
      const name = declaration.name.getText();
      const initial = declaration.initializer ? [this.trace(declaration.initializer, path)] : [];
      const later = assignments(
        owner,
        (left) =>
          ts.isPropertyAccessExpression(left) &&
          left.expression.kind === ts.SyntaxKind.ThisKeyword &&
          left.name.text === name,
      );
      return anyOf([...initial, ...later.map((value) => this.trace(value, path))]);
    });
  }

  private element(
    node: ts.ElementAccessExpression,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    const isList = this.code.checker.isArrayLikeType(this.code.checker.getTypeAtLocation(node.expression));
    if (isList) return this.trace(node.expression, ['[]', ...path], frame);
    const name = this.oneText(node.argumentExpression, frame);
    return name === undefined
      ? unknownText('a member whose name is computed')
      : this.trace(node.expression, [name, ...path], frame);
  }

  results(
    declaration: ts.SignatureDeclaration,
    path: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    return this.functions.results(declaration, path, frame);
  }

  oneText(node: ts.Expression, frame: Frame | undefined): string | undefined {
    const found = this.trace(node, [], frame);
    const [text, ...others] = found;
    const [part, ...more] = text ?? [];
    return others.length === 0 && more.length === 0 && part && 'text' in part ? part.text : undefined;
  }

  /** What the type alone says: one of some literal texts. */
  private literalType(node: ts.Expression): Alternatives | undefined {
    const type = this.code.checker.getTypeAtLocation(node);
    const types = constituents(type);
    const texts = types.flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
    // The compiler's order of a union depends on what it looked at before.
    return texts.length > 0 && texts.length === types.length ? anyOf(texts.sort().map(knownText)) : undefined;
  }

  private number(node: ts.Node): number {
    const known = this.numbers.get(node) ?? this.numbers.size;
    this.numbers.set(node, known);
    return known;
  }
}

function isEmpty(alternatives: Alternatives): boolean {
  const [text] = alternatives;
  return text?.every((part) => 'text' in part && part.text === '') === true;
}

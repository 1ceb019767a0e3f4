import ts from 'typescript';
import { constituents } from './syntax';
import { type Alternatives, anyOf, knownText, unknownText } from './text-alternatives';
import type { Frame, Step, Tracing } from './tracing';

/** Follows values into objects and lists that are written in the code. */
export class LiteralTracer {
  constructor(private readonly tracing: Tracing) {}

  member(node: ts.ObjectLiteralExpression, path: readonly Step[], frame: Frame | undefined): Alternatives {
    const [name, ...rest] = path;
    if (name === undefined) return unknownText('an object, not a text');
    if (name === '{}') return anyOf(node.properties.map((property) => this.key(property, frame)));
    const found: Alternatives[] = [];
    // What stands later wins.
    for (const property of [...node.properties].reverse()) {
      if (ts.isSpreadAssignment(property)) {
        const spread = this.tracing.trace(property.expression, path, frame);
        found.push(spread);
        if (this.surelyHas(property.expression, name)) return anyOf(found);
      } else if (this.nameOf(property, frame) === name) {
        return anyOf([...found, this.valueOf(property, rest, frame)]);
      } else if (
        property.name &&
        ts.isComputedPropertyName(property.name) &&
        this.nameOf(property, frame) === undefined
      ) {
        found.push(this.valueOf(property, rest, frame));
      }
    }
    return anyOf(found);
  }

  private key(property: ts.ObjectLiteralElementLike, frame: Frame | undefined): Alternatives {
    if (ts.isSpreadAssignment(property)) return this.tracing.trace(property.expression, ['{}'], frame);
    if (property.name && ts.isComputedPropertyName(property.name))
      return this.tracing.trace(property.name.expression, [], frame);
    const name = this.nameOf(property, frame);
    return name === undefined ? unknownText('a key that is not known') : knownText(name);
  }

  private nameOf(property: ts.ObjectLiteralElementLike, frame: Frame | undefined): string | undefined {
    const { name } = property;
    if (!name) return undefined;
    if (ts.isComputedPropertyName(name)) return this.tracing.oneText(name.expression, frame);
    return ts.isPrivateIdentifier(name) || ts.isBigIntLiteral(name) ? undefined : name.text;
  }

  private valueOf(
    property: ts.ObjectLiteralElementLike,
    rest: readonly Step[],
    frame: Frame | undefined,
  ): Alternatives {
    if (ts.isPropertyAssignment(property)) return this.tracing.trace(property.initializer, rest, frame);
    if (ts.isShorthandPropertyAssignment(property))
      return this.tracing.identifier(property.name, rest, frame);
    if (ts.isGetAccessor(property)) return this.tracing.results(property, rest, frame);
    return unknownText('a function, not a text');
  }

  /** Whether the type says that the member is always there. */
  private surelyHas(expression: ts.Expression, name: string): boolean {
    const type = this.tracing.code.checker.getTypeAtLocation(expression);
    const members = constituents(type).map((one) => one.getProperty(name));
    return members.every((member) => member !== undefined && (member.flags & ts.SymbolFlags.Optional) === 0);
  }

  items(node: ts.ArrayLiteralExpression, path: readonly Step[], frame: Frame | undefined): Alternatives {
    const [first, ...rest] = path;
    if (first === undefined) return unknownText('a list, not a text');
    return anyOf(
      node.elements.map((item) =>
        ts.isSpreadElement(item)
          ? this.tracing.trace(item.expression, path, frame)
          : this.tracing.trace(item, rest, frame),
      ),
    );
  }
}

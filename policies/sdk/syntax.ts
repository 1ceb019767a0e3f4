import ts from 'typescript';

/** The expression without parentheses, assertions of its type, and `!`: none of them is there at run time. */
export function bare(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isTypeAssertionExpression(at)
  ) {
    at = at.expression;
  }
  return at;
}

/** What the expression stands in, beyond parentheses, assertions of its type, and `!`. */
export function dressed(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isSatisfiesExpression(at.parent) ||
    ts.isNonNullExpression(at.parent)
  ) {
    at = at.parent;
  }
  return at;
}

export function isConstant(declaration: ts.VariableDeclaration): boolean {
  const list = declaration.parent;
  return ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.Const) !== 0;
}

/** What the loop goes through that declares the variable: `xs` in `for (const x of xs)`. */
export function loopOf(declaration: ts.VariableDeclaration): ts.Expression | undefined {
  const list = declaration.parent;
  return ts.isVariableDeclarationList(list) && ts.isForOfStatement(list.parent)
    ? list.parent.expression
    : undefined;
}

export function isProcessEnv(node: ts.PropertyAccessExpression): boolean {
  return node.name.text === 'env' && ts.isIdentifier(node.expression) && node.expression.text === 'process';
}

export function bindingName(declaration: ts.BindingElement): string | undefined {
  const name = declaration.propertyName ?? declaration.name;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

/** The values that are assigned within the node to what fits. */
export function assignments(
  within: ts.Node,
  fits: (left: ts.Expression) => boolean,
): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && fits(node.left)) {
      found.push(node.right);
    }
    ts.forEachChild(node, visit);
  };
  visit(within);
  return found;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken
  );
}

/** What the function's own `return` statements give. */
export function returned(body: ts.Node): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

/** A type with those of a union. */
export function constituents(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

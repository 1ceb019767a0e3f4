import ts from 'typescript';
import { type CodeBase, isOwn } from './code-base';

/** Statements that stand directly in a file. */
export type ReachableCode = ReadonlySet<ts.Statement>;

/**
 * What runs, or may run, when the function's file is loaded and what it exports is called: the statements that a bundler
 * keeps. Statement by statement, not file by file: what a file holds for other functions does not count for this one.
 *
 * @param entry the file that exports the handler
 */
export function reachableCode(code: CodeBase, entry: ts.SourceFile): ReachableCode {
  return new Reach(code).from(entry);
}

class Reach {
  private readonly reached = new Set<ts.Statement>();
  private readonly files = new Set<ts.SourceFile>();
  private readonly waiting: ts.Statement[] = [];

  constructor(private readonly code: CodeBase) {}

  from(entry: ts.SourceFile): ReachableCode {
    this.addFile(entry);
    this.addExports(entry);
    for (let next = this.waiting.pop(); next; next = this.waiting.pop()) this.visit(next);
    return this.reached;
  }

  /** A file that is loaded runs what has effects. */
  private addFile(file: ts.SourceFile): void {
    if (!isOwn(file) || this.files.has(file)) return;
    this.files.add(file);
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement)) this.addImport(statement);
      else if (ts.isExportDeclaration(statement)) this.addModule(statement.moduleSpecifier);
      else if (hasEffect(statement)) this.add(statement);
    }
  }

  private addExports(file: ts.SourceFile): void {
    const module = this.code.checker.getSymbolAtLocation(file);
    if (!module) {
      // A file without exports is a script, or CommonJS: everything in it counts.
      for (const statement of file.statements) this.add(statement);
      return;
    }
    for (const exported of this.code.checker.getExportsOfModule(module)) this.addSymbol(exported);
    for (const statement of file.statements) if (ts.isExportAssignment(statement)) this.add(statement);
  }

  private addImport(statement: ts.ImportDeclaration): void {
    const clause = statement.importClause;
    if (!clause) this.addModule(statement.moduleSpecifier);
    if (!clause || clause.isTypeOnly) return;
    const { namedBindings } = clause;
    const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined;
    const isValue = named ? named.some((one) => !one.isTypeOnly && this.isValue(one.name)) : true;
    if (isValue || clause.name) this.addModule(statement.moduleSpecifier);
  }

  private isValue(name: ts.Node): boolean {
    const symbol = this.code.symbol(name);
    return symbol === undefined || (symbol.flags & ts.SymbolFlags.Value) !== 0;
  }

  private addModule(specifier: ts.Expression | undefined): void {
    const symbol = specifier && this.code.checker.getSymbolAtLocation(specifier);
    const file = symbol?.declarations?.find(ts.isSourceFile);
    if (file) this.addFile(file);
  }

  private add(statement: ts.Statement): void {
    if (this.reached.has(statement)) return;
    this.reached.add(statement);
    this.waiting.push(statement);
  }

  private visit(node: ts.Node): void {
    if (isErased(node)) return;
    if (ts.isIdentifier(node)) this.addSymbol(this.code.symbol(node));
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      const symbol = specifier && this.code.checker.getSymbolAtLocation(specifier);
      this.addSymbol(symbol);
    }
    ts.forEachChild(node, (child) => {
      if (!isMemberName(child)) this.visit(child);
    });
  }

  private addSymbol(symbol: ts.Symbol | undefined): void {
    if (!symbol) return;
    for (const declaration of this.code.unaliased(symbol).declarations ?? []) {
      const file = declaration.getSourceFile();
      if (!isOwn(file)) continue;
      this.addFile(file);
      // A whole module: `import * as`, `import()`.
      if (ts.isSourceFile(declaration)) this.addExports(declaration);
      else {
        const statement = topLevelStatement(declaration);
        if (statement) this.add(statement);
      }
    }
  }
}

/** The statement of the file in which the node stands. */
export function topLevelStatement(node: ts.Node): ts.Statement | undefined {
  let at = node;
  while (at.parent && !ts.isSourceFile(at.parent)) at = at.parent;
  return at.parent ? (at as ts.Statement) : undefined;
}

/** What is gone at run time. */
export function isErased(node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return true;
  if (ts.isImportDeclaration(node) || ts.isTypeParameterDeclaration(node)) return true;
  return false;
}

/** `b` in `a.b` and in `{ b: 1 }`: a name that no scope declares. */
function isMemberName(node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return false;
}

function hasEffect(statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.some(
      ({ initializer }) => initializer !== undefined && runs(initializer),
    );
  }
  if (ts.isClassDeclaration(statement))
    return statement.members.some(memberRuns) || runsIn(statement.heritageClauses);
  return !(
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isExportAssignment(statement) ||
    ts.isImportEqualsDeclaration(statement) ||
    ts.isEmptyStatement(statement)
  );
}

function memberRuns(member: ts.ClassElement): boolean {
  if (ts.isClassStaticBlockDeclaration(member)) return true;
  const isStatic = ts.canHaveModifiers(member)
    ? (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    : false;
  return (
    isStatic &&
    ts.isPropertyDeclaration(member) &&
    member.initializer !== undefined &&
    runs(member.initializer)
  );
}

function runsIn(nodes: readonly ts.Node[] | undefined): boolean {
  return (nodes ?? []).some(runs);
}

/** Whether evaluating the expression may do something: it calls, and not only in a function that it makes. */
function runs(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isTaggedTemplateExpression(node)
  ) {
    return true;
  }
  return ts.forEachChild(node, (child) => runs(child) || undefined) ?? false;
}

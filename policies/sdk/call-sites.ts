import ts from 'typescript';
import { addTo } from '../graph/lists';
import type { CodeBase } from './code-base';
import { bare } from './syntax';

export type CallSite = ts.CallExpression | ts.NewExpression;

/** Who calls what, by the name of what is called: types are asked for only where a name fits. */
export class CallSites {
  private readonly byName = new Map<string, CallSite[]>();
  /** Under which other names a file imports something. */
  private readonly aliases = new Map<string, Set<string>>();
  private readonly heirs: ts.ClassLikeDeclaration[] = [];
  private readonly found = new Map<ts.Symbol, readonly CallSite[]>();

  constructor(private readonly code: CodeBase) {
    for (const file of code.ownFiles) this.index(file);
  }

  /** Calls of the function or method, and of the interface's method that it implements. */
  ofFunction(declaration: ts.SignatureDeclaration): readonly CallSite[] {
    const symbols = this.callable(declaration);
    return [...new Set(symbols.flatMap((symbol) => this.of(symbol)))];
  }

  /** `new` of the class and of those that have its constructor too, and `super` in the constructors of the others. */
  ofConstructor(declaration: ts.ClassLikeDeclaration): readonly CallSite[] {
    const symbol = declaration.name && this.code.symbol(declaration.name);
    if (!symbol) return [];
    const below = this.heirs.filter((heir) => {
      const base = baseOf(heir);
      return base !== undefined && this.code.symbol(base) === symbol;
    });
    const inherited = below.map((heir) =>
      heir.members.some(ts.isConstructorDeclaration) ? this.supers(heir) : this.ofConstructor(heir),
    );
    return [...this.of(symbol), ...inherited.flat()];
  }

  private supers(heir: ts.ClassLikeDeclaration): readonly CallSite[] {
    return (this.byName.get('super') ?? []).filter((site) => enclosingClass(site) === heir);
  }

  private of(symbol: ts.Symbol): readonly CallSite[] {
    const known = this.found.get(symbol);
    if (known) return known;
    const names = [symbol.name, ...(this.aliases.get(symbol.name) ?? [])];
    const sites = names
      .flatMap((name) => this.byName.get(name) ?? [])
      .filter((site) => {
        const name = calleeName(site);
        return name !== undefined && isSame(this.code.symbol(name), symbol);
      });
    this.found.set(symbol, sites);
    return sites;
  }

  private callable(declaration: ts.SignatureDeclaration): readonly ts.Symbol[] {
    const name = declaration.name ?? variableOf(declaration)?.name;
    const symbol = name && ts.isIdentifier(name) ? this.code.symbol(name) : undefined;
    if (!symbol) return [];
    const owner = ts.isMethodDeclaration(declaration) ? declaration.parent : undefined;
    if (!owner || !ts.isClassLike(owner)) return [symbol];
    const inherited = (owner.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap((type) => this.code.checker.getTypeAtLocation(type).getProperty(symbol.name) ?? []),
    );
    return [symbol, ...inherited];
  }

  private index(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = node.expression.kind === ts.SyntaxKind.SuperKeyword ? 'super' : calleeName(node)?.text;
      if (name !== undefined) {
        addTo(this.byName, name, node);
      }
    } else if (ts.isClassLike(node) && baseOf(node)) {
      this.heirs.push(node);
    } else if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.propertyName) {
      const names = this.aliases.get(node.propertyName.text) ?? new Set();
      names.add(node.name.text);
      this.aliases.set(node.propertyName.text, names);
    }
    ts.forEachChild(node, (child) => this.index(child));
  }
}

/** `a` in `a()`, `b` in `x.b()`. */
export function calleeName(site: CallSite): ts.Identifier | ts.PrivateIdentifier | undefined {
  const callee = bare(site.expression);
  if (ts.isIdentifier(callee)) return callee;
  if (ts.isPropertyAccessExpression(callee)) return callee.name;
  return undefined;
}

export function enclosingClass(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  let at: ts.Node | undefined = node;
  while (at && !ts.isClassLike(at)) at = at.parent;
  return at;
}

/** What the class extends, if it is a name. */
export function baseOf(declaration: ts.ClassLikeDeclaration | undefined): ts.Expression | undefined {
  const clause = declaration?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0]?.expression;
  return base && ts.isIdentifier(base) ? base : undefined;
}

/** `f` in `const f = () => …`. */
export function variableOf(declaration: ts.SignatureDeclaration): ts.VariableDeclaration | undefined {
  let at: ts.Node = declaration.parent;
  while (ts.isParenthesizedExpression(at) || ts.isAsExpression(at) || ts.isSatisfiesExpression(at))
    at = at.parent;
  return ts.isVariableDeclaration(at) ? at : undefined;
}

/** Whether both come from one declaration: a member of `Pick<Files, 'read'>` is that of `Files`. */
function isSame(one: ts.Symbol | undefined, other: ts.Symbol): boolean {
  if (one === other) return true;
  const declarations = other.declarations ?? [];
  return (one?.declarations ?? []).some((declaration) => declarations.includes(declaration));
}

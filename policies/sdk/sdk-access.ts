import ts from 'typescript';
import type { CodeBase } from './code-base';
import { isAggregate, isSdkClient } from './sdk-declarations';

/** Names by which operations are imported. */
const OPERATION_NAME = /Command$|^paginate|^wait(For|Until)|^createPresignedPost$|^Upload$/;

/**
 * In which ways code gets at the operations of the SDK. Where all of it imports commands by their names, other names need
 * not be looked up, and the types of most expressions never be computed.
 */
export class SdkAccess {
  /** Whether a member of anything may be an operation: of a whole module, or of an aggregated client. */
  readonly byMembers: boolean;

  constructor(private readonly code: CodeBase) {
    this.byMembers = code.ownFiles.some((file) => this.hasWholeModule(file));
  }

  mayNameOperation(member: string): boolean {
    return this.byMembers || OPERATION_NAME.test(member);
  }

  private hasWholeModule(node: ts.Node): boolean {
    if (ts.isImportDeclaration(node)) return this.importsWhole(node);
    if (ts.isExportDeclaration(node)) return isSdk(node.moduleSpecifier) && !node.exportClause;
    if (ts.isCallExpression(node) && isLoader(node) && isSdk(node.arguments[0])) return true;
    return ts.forEachChild(node, (child) => this.hasWholeModule(child) || undefined) ?? false;
  }

  private importsWhole({ importClause, moduleSpecifier }: ts.ImportDeclaration): boolean {
    if (!importClause || importClause.isTypeOnly || !isSdk(moduleSpecifier)) return false;
    const { name, namedBindings } = importClause;
    if (name || !namedBindings || ts.isNamespaceImport(namedBindings)) return true;
    return namedBindings.elements.some((one) => isAggregate(this.code.symbol(one.name)));
  }
}

function isLoader(node: ts.CallExpression): boolean {
  const { expression } = node;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

function isSdk(specifier: ts.Expression | undefined): boolean {
  return specifier !== undefined && ts.isStringLiteralLike(specifier) && isSdkClient(specifier.text);
}

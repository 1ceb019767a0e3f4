import ts from 'typescript';
import type { CallSites } from './call-sites';
import type { CodeBase } from './code-base';
import type { Conventions, Signer } from './conventions';
import { isErased, type ReachableCode } from './reachable-code';
import { tracedMembers } from './resource-members';
import type { SdkAccess } from './sdk-access';
import type { CallForm, FunctionCalls, SdkCall, TracedText, UnresolvedCode } from './sdk-call';
import {
  entityOf,
  hiddenCalls,
  isAggregate,
  isSdkClient,
  isSdkModule,
  type SdkEntity,
  sdkFile,
} from './sdk-declarations';
import { bare, constituents, dressed } from './syntax';
import { type Alternatives, unknownText } from './text-alternatives';
import { TextTracer } from './trace-text';
import { stepsOf } from './tracing';

/** What stands in a request that somebody signs by hand (AWS Signature Version 4). */
const SIGNATURE = /aws4_request|AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256/;

/** The expression of an operation's input, if it is given any. Nothing at all where its place cannot be seen. */
interface Input {
  readonly expression: ts.Expression | undefined;
}

/**
 * The calls of AWS in the reached statements, by what the types of the compiler say that each name is: whatever it is
 * called where it stands. A command counts where its class is used as a value, even if no call of it can be followed.
 */
export class CallFinder {
  private readonly calls: SdkCall[] = [];
  private readonly unresolved: UnresolvedCode[] = [];
  private readonly variables = new Set<string>();
  private readonly tracer: TextTracer;
  private readonly signers: readonly Signer[];

  constructor(
    private readonly code: CodeBase,
    private readonly access: SdkAccess,
    sites: CallSites,
    private readonly reached: ReachableCode,
    { readers = [], signers = [] }: Conventions,
    functionName: string,
  ) {
    this.signers = signers;
    this.tracer = new TextTracer(code, { sites, reached, readers, functionName });
  }

  find(): FunctionCalls {
    const files = new Set<ts.SourceFile>();
    for (const statement of this.reached) {
      files.add(statement.getSourceFile());
      this.visit(statement);
    }
    for (const file of files) this.visitImports(file);
    return {
      calls: this.calls.sort(byPosition),
      unresolved: this.unresolved.sort(byPosition),
      variables: [...this.variables].sort(),
    };
  }

  private visitImports(file: ts.SourceFile): void {
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const { moduleSpecifier } = statement;
      if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || isTypeImport(statement)) continue;
      const reason = hiddenCalls(moduleSpecifier.text);
      if (reason !== undefined && this.isUsed(statement)) this.unresolve(statement, reason);
    }
  }

  /** An import of types only is gone at run time, also where it does not say so. */
  private isUsed(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
    if (!ts.isImportDeclaration(statement)) return true;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || statement.importClause?.name) return true;
    return bindings.elements.some((one) => {
      const symbol = this.code.symbol(one.name);
      return !one.isTypeOnly && (symbol === undefined || (symbol.flags & ts.SymbolFlags.Value) !== 0);
    });
  }

  private visit(node: ts.Node): void {
    if (isErased(node)) return;
    if (ts.isCallExpression(node)) this.visitCall(node);
    else if (ts.isNewExpression(node)) this.visitNew(node);
    else if (ts.isIdentifier(node)) this.visitName(node);
    else if (ts.isElementAccessExpression(node)) this.visitElement(node);
    else if (isText(node) && SIGNATURE.test(node.text)) this.visitSignature(node);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  private visitCall(node: ts.CallExpression): void {
    const [first] = node.arguments;
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      if (!first || !ts.isStringLiteralLike(first))
        this.unresolve(node, 'the module that is imported here is computed');
      else {
        const reason = hiddenCalls(first.text);
        if (reason !== undefined) this.unresolve(node, reason);
      }
      return;
    }
    if (ts.isIdentifier(node.expression) && node.expression.text === 'require')
      this.visitRequire(node, first);
    if (isSend(node)) this.visitSend(node, first);
  }

  private visitRequire(node: ts.CallExpression, first: ts.Expression | undefined): void {
    const specifier = first && ts.isStringLiteralLike(first) ? first.text : undefined;
    if (specifier === undefined) this.unresolve(node, 'the module that is required here is computed');
    else if (isSdkClient(specifier) || hiddenCalls(specifier) !== undefined || specifier.startsWith('.')) {
      this.unresolve(node, `${specifier} is required: it has no types here, so its use cannot be followed`);
    }
  }

  /** What is sent must be a command of which the types tell the class. */
  private visitSend(node: ts.CallExpression, command: ts.Expression | undefined): void {
    const callee = bare(node.expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
    const owner = name && this.code.symbol(name)?.valueDeclaration?.getSourceFile().fileName;
    if (owner === undefined || !/\/node_modules\/@(aws-sdk|smithy)\//.test(owner) || !command) return;
    const types = constituents(this.code.checker.getTypeAtLocation(command));
    if (!types.every((type) => isCommandType(type))) {
      this.unresolve(command, 'nobody can tell which command is sent here: its type is not that of one');
    }
  }

  private visitNew(node: ts.NewExpression): void {
    // A class by its name is what it is; one of the SDK counts where its name stands.
    const symbol = ts.isIdentifier(node.expression) ? this.code.symbol(node.expression) : undefined;
    if (symbol && symbol.flags & ts.SymbolFlags.Class) return;
    const type = this.code.checker.getTypeAtLocation(node.expression);
    const parts = constituents(this.constraint(type));
    for (const part of parts) {
      if (part.flags & ts.TypeFlags.Any) {
        if (parts.length === 1)
          this.unresolve(node, 'nobody can tell what is made here: the class has no type');
        continue;
      }
      if (!isGenericConstructor(part)) continue;
      this.unresolve(
        node,
        'nobody can tell which class is made here: it is a parameter, and may be any command',
      );
    }
  }

  private constraint(type: ts.Type): ts.Type {
    return type.flags & ts.TypeFlags.TypeParameter
      ? (this.code.checker.getBaseConstraintOfType(type) ?? type)
      : type;
  }

  private visitName(node: ts.Identifier): void {
    const symbol = this.valueSymbol(node);
    if (!symbol) return;
    const signer = this.signerOf(symbol);
    const entity = entityOf(symbol);
    if (signer) {
      if (!isDeclarationName(node)) this.addSigned(node, signer);
    } else if (entity) this.addEntity(node, entity);
    else if (isSdkModule(symbol) && isLoose(node)) {
      this.unresolve(node, 'the whole module of a client is handed on: its use cannot be followed');
    }
  }

  /** What the name means as a value: also in `m.Name` and `{ Name } = m` of a module that was imported dynamically. */
  private valueSymbol(node: ts.Identifier): ts.Symbol | undefined {
    const { parent } = node;
    if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
      return undefined;
    if (
      ts.isPropertyAccessExpression(parent) &&
      parent.name === node &&
      !this.access.mayNameOperation(node.text)
    ) {
      return undefined;
    }
    if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node) {
      if (!ts.isObjectBindingPattern(parent.parent) || !this.access.mayNameOperation(node.text))
        return undefined;
      const type = this.code.checker.getTypeAtLocation(parent.parent);
      const member = type.getProperty(node.text);
      return member && this.code.unaliased(member);
    }
    if (ts.isPropertyAssignment(parent) && parent.name === node) return undefined;
    const symbol = this.code.symbol(node);
    // A variable that holds a module: `const sdk = await import('…')`.
    if (
      this.access.byMembers &&
      symbol &&
      symbol.flags & ts.SymbolFlags.Variable &&
      !isDeclarationName(node)
    ) {
      const type = this.code.checker.getTypeAtLocation(node);
      return isSdkModule(type.symbol) ? type.symbol : symbol;
    }
    return symbol;
  }

  private visitElement(node: ts.ElementAccessExpression): void {
    if (!this.access.byMembers) return;
    const type = this.code.checker.getTypeAtLocation(node.expression);
    const module = type.symbol;
    const argument = node.argumentExpression;
    const name = ts.isStringLiteralLike(argument) ? argument.text : undefined;
    const fromSdk = constituents(type).some((one) => isSdkModule(one.symbol) || isAggregate(one.symbol));
    if (!fromSdk) return;
    const member = name === undefined ? undefined : type.getProperty(name);
    const entity = member && entityOf(this.code.unaliased(member));
    if (entity) this.addEntity(node, entity);
    else if (name === undefined || module === undefined) {
      this.unresolve(node, 'a member of a client is taken by a name that is computed');
    }
  }

  private visitSignature(node: ts.Node): void {
    const file = this.code.relativePath(node.getSourceFile());
    if (this.signers.some((signer) => signer.file === file)) return;
    this.unresolve(node, 'a request to AWS is signed by hand here: what is signed cannot be seen');
  }

  private addEntity(node: ts.Identifier | ts.ElementAccessExpression, entity: SdkEntity): void {
    if (isInstanceTest(node)) return;
    const use = outermost(node);
    const { parent } = use;
    const isCall = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === use;
    const site = isCall ? parent : undefined;
    if (entity.kind !== 'command') {
      const input = site && { expression: site.arguments?.[entity.inputArgument] };
      for (const operation of entity.operations) {
        this.add(site ?? use, entity.package, operation, entity.kind, input);
      }
      return;
    }
    // `class Own extends PutItemCommand`: whoever makes an Own sends a PutItem. With what input is not followed.
    const input = site && { expression: site.arguments?.[0] };
    this.add(site ?? use, entity.package, entity.operation, site ? 'command' : 'reference', input);
  }

  private signerOf(symbol: ts.Symbol): Signer | undefined {
    const declaration = symbol.valueDeclaration;
    if (!declaration || this.signers.length === 0) return undefined;
    const file = this.code.relativePath(declaration.getSourceFile());
    return this.signers.find((signer) => signer.file === file && signer.name === symbol.name);
  }

  private addSigned(node: ts.Identifier, signer: Signer): void {
    const use = outermost(node);
    const site = ts.isCallExpression(use.parent) && use.parent.expression === use ? use.parent : undefined;
    const input = site?.arguments[0];
    const traced = Object.entries(signer.input).map(([member, path]): [string, Alternatives] => [
      member,
      input ? this.tracer.trace(input, stepsOf(path)) : unknownText('the function is handed on'),
    ]);
    this.record(site ?? node, signer.package, signer.operation, 'signature', traced);
  }

  private add(
    node: ts.Node,
    npmPackage: string,
    operation: string,
    form: CallForm,
    input: Input | undefined,
  ): void {
    const traced = tracedMembers(npmPackage).map((member): [string, Alternatives] => {
      if (!input) return [member, unknownText('the input is given elsewhere')];
      const { expression } = input;
      return [member, expression ? this.tracer.trace(expression, stepsOf(member)) : []];
    });
    this.record(node, npmPackage, operation, form, traced);
  }

  private record(
    node: ts.Node,
    npmPackage: string,
    operation: string,
    form: CallForm,
    traced: readonly [string, Alternatives][],
  ): void {
    const input: Record<string, readonly TracedText[]> = {};
    for (const [member, texts] of traced) {
      if (texts.length === 0) continue;
      input[member] = texts;
      for (const part of texts.flat()) if ('env' in part) this.variables.add(part.env);
    }
    this.calls.push({ package: npmPackage, operation, form, position: this.code.position(node), input });
  }

  private unresolve(node: ts.Node, reason: string): void {
    this.unresolved.push({ position: this.code.position(node), reason });
  }
}

function byPosition(a: { position: SdkCall['position'] }, b: { position: SdkCall['position'] }): number {
  if (a.position.file !== b.position.file) return a.position.file < b.position.file ? -1 : 1;
  return a.position.line - b.position.line || a.position.column - b.position.column;
}

function isTypeImport(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  return ts.isImportDeclaration(statement)
    ? (statement.importClause?.isTypeOnly ?? false)
    : statement.isTypeOnly;
}

function isText(
  node: ts.Node,
): node is ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}

function isSend(node: ts.CallExpression): boolean {
  const callee = bare(node.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'send';
}

/** An object of a class that a client package declares as a command, or of a class that extends one. */
function isCommandType(type: ts.Type): boolean {
  const symbols = [
    type.symbol,
    ...(type.isClassOrInterface() ? (type.getBaseTypes() ?? []) : []).map((base) => base.symbol),
  ];
  if (symbols.some((symbol) => symbol !== undefined && entityOf(symbol)?.kind === 'command')) return true;
  return (type.getBaseTypes() ?? []).some(isCommandType);
}

/** A constructor that is known by its shape only, and gives something that may be a command. */
function isGenericConstructor(type: ts.Type): boolean {
  const [signature] = type.getConstructSignatures();
  if (!signature) return (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !== 0;
  const declaration = signature.getDeclaration();
  if (!declaration || ts.isConstructorDeclaration(declaration) || ts.isClassLike(declaration)) return false;
  if (sdkFile(declaration.getSourceFile().fileName)) return false;
  const made = signature.getReturnType();
  if (made.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return true;
  // The members by which the SDK tells a command.
  return made.getProperty('resolveMiddleware') !== undefined || made.getProperties().length === 0;
}

/** Whether a module's name stands where its members are not taken one by one. */
function isLoose(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression !== node;
  if (ts.isVariableDeclaration(parent)) {
    if (parent.name === node) return false;
    return !(
      ts.isObjectBindingPattern(parent.name) && parent.name.elements.every((one) => !one.dotDotDotToken)
    );
  }
  return !(ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isQualifiedName(parent));
}

/** `B` in `a.B`, and the whole of `a.B` where it is. */
function outermost(node: ts.Expression): ts.Expression {
  const { parent } = node;
  return dressed(ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node);
}

function isInstanceTest(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
}

function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isFunctionDeclaration(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent)) &&
    parent.name === node
  );
}

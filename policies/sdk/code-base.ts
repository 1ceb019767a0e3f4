import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import type { CodePosition } from './sdk-call';

export interface CodeBaseOptions {
  /** The directory that positions are relative to. It holds `node_modules`, and `tsconfig.json` if there is one. */
  readonly root: string;
  /** The files in which the functions begin, relative to the root. */
  readonly entries: readonly string[];
}

/** The code of some functions, read and bound by the TypeScript compiler: once for all of them. */
export class CodeBase {
  readonly root: string;
  readonly checker: ts.TypeChecker;
  /** Without declarations and packages. */
  readonly ownFiles: readonly ts.SourceFile[];
  private readonly program: ts.Program;

  constructor(options: CodeBaseOptions) {
    this.root = resolve(options.root);
    const compilerOptions = compilerOptionsOf(this.root);
    const host = ts.createCompilerHost(compilerOptions);
    // The SDK's declarations are comments for the greater part: not parsing them saves a quarter of the time.
    host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
    this.program = ts.createProgram(
      options.entries.map((entry) => join(this.root, entry)),
      compilerOptions,
      host,
    );
    this.checker = this.program.getTypeChecker();
    this.ownFiles = this.program.getSourceFiles().filter(isOwn);
  }

  /** @param entry relative to the root */
  file(entry: string): ts.SourceFile | undefined {
    return this.program.getSourceFile(join(this.root, entry));
  }

  relativePath(file: ts.SourceFile): string {
    return relative(this.root, file.fileName).replaceAll('\\', '/');
  }

  position(node: ts.Node): CodePosition {
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return { file: this.relativePath(file), line: line + 1, column: character + 1 };
  }

  /** The symbol that the name means, through imports and re-exports. */
  symbol(node: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol && this.unaliased(symbol);
  }

  unaliased(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}

export function isOwn(file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.includes('/node_modules/');
}

function compilerOptionsOf(root: string): ts.CompilerOptions {
  const path = join(root, 'tsconfig.json');
  const read = existsSync(path) ? ts.readConfigFile(path, ts.sys.readFile).config : {};
  const { options } = ts.convertCompilerOptionsFromJson(read?.compilerOptions ?? {}, root);
  const base: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    ...options,
    allowJs: true,
    // JavaScript of packages is not looked into: their declarations are.
    maxNodeModuleJsDepth: 0,
    skipLibCheck: true,
    noEmit: true,
    types: existsSync(join(root, 'node_modules/@types/node')) ? ['node'] : [],
  };
  const { incremental: _, tsBuildInfoFile: __, composite: ___, ...without } = base;
  return without;
}

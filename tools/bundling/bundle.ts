import { type BuildFailure, build, type Message, type Metafile } from 'esbuild';
import { BundlingError } from './bundling-error';
import { environmentCredentials } from './environment-credentials';
import { foldedSchemas } from './folded-schemas';
import { leftOut } from './left-out';

export interface Bundle {
  /** One CommonJS file that needs nothing but Node. */
  readonly code: Uint8Array;
  /** Which files went into it, by paths relative to the root. */
  readonly metafile: Metafile;
}

/**
 * Bundles one function into one file. The bytes depend on the source and on esbuild's version only: not on the directory
 * it lies in, the working directory, the other functions, or the project's tsconfig.json.
 *
 * CommonJS, because loading ESM costs more on Node 22 (26 ms for the first `node:http` alone); `module` before `main`,
 * because the default order ships parts of the SDK twice. ASCII, because a single other character makes V8 hold the whole
 * source in two bytes a character. `import()` becomes `require`, for the same reason as CommonJS: the SDK asks for parts of
 * Node that way in its first call.
 *
 * @param entry path of the handler, relative to the root
 * @throws BundlingError with every message of esbuild
 */
export async function bundle(root: string, entry: string): Promise<Bundle> {
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: root,
      entryPoints: [`./${entry}`],
      outfile: 'index.js',
      write: false,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      supported: { 'dynamic-import': false },
      mainFields: ['module', 'main'],
      loader: { '.sql': 'text' },
      minify: true,
      legalComments: 'none',
      charset: 'ascii',
      sourcemap: false,
      metafile: true,
      plugins: [environmentCredentials(root), foldedSchemas(), leftOut()],
      tsconfigRaw: { compilerOptions: { target: 'ES2022', strict: true } },
      logLevel: 'silent',
    });
    const [output] = outputFiles;
    if (!output) throw new BundlingError(`${entry}: esbuild wrote nothing`);
    return { code: output.contents, metafile };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new BundlingError(`${entry} cannot be bundled:\n${error.errors.map(formatMessage).join('\n')}`);
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && Array.isArray((error as Partial<BuildFailure>).errors);
}

function formatMessage({ location, text }: Message): string {
  const place = location ? `${location.file}:${location.line}:${location.column + 1}: ` : '';
  return `  ${place}${text}`;
}

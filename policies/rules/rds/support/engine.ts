import type { Resource } from '../../../graph/resource';
import { toText, type Unknown } from '../../../graph/value';
import { written } from '../../attribute';

/** The database engine in small letters: `aurora-postgresql`; `undefined` where none is written. */
export function engineOf(resource: Resource): string | Unknown | undefined {
  const engine = toText(written(resource, 'engine'));
  return typeof engine === 'string' ? engine.toLowerCase() : engine;
}

/** Whether the engine is known to be one of these; with a name that ends in `*`, to start so. */
export function hasEngine(resource: Resource, ...names: readonly string[]): boolean {
  const engine = engineOf(resource);
  return (
    typeof engine === 'string' &&
    names.some((name) => (name.endsWith('*') ? engine.startsWith(name.slice(0, -1)) : engine === name))
  );
}

/** Whether the database is a copy of another one, which decides over it. */
export function isReplica(resource: Resource): boolean {
  return ['replicate_source_db', 'replication_source_identifier'].some((name) => {
    const source = written(resource, name);
    return source !== undefined && source !== '';
  });
}

import { DatabaseError } from './engine';
import { leadingWords, type SqlPart } from './sql-text';

/**
 * The emulator's connection belongs to a superuser who took on the user's identity, and PostgreSQL would let him change
 * it; a user who logged in himself may not. So the emulator refuses in PostgreSQL's words. (A `DO` block that runs the
 * command as dynamic SQL gets past this: it is an emulator, not a boundary.)
 *
 * @throws DatabaseError 42501
 */
export function guardSessionUser(parts: readonly SqlPart[]): void {
  const [first, ...rest] = leadingWords(parts, 4);
  if (first !== 'SET' && first !== 'RESET') return;
  const words = rest[0] === 'SESSION' || rest[0] === 'LOCAL' ? rest : ['SESSION', ...rest];
  const changes = words[1] === 'AUTHORIZATION' || words[1] === 'SESSION_AUTHORIZATION' || isLocal(words);
  if (!changes) return;
  throw new DatabaseError({ message: 'permission denied to set session authorization', sqlState: '42501' });
}

/** SET LOCAL SESSION AUTHORIZATION and SET SESSION SESSION AUTHORIZATION. */
function isLocal(words: readonly string[]): boolean {
  return words[1] === 'SESSION' && words[2] === 'AUTHORIZATION';
}

import type { FunctionView, SystemView } from '../../policies/model/view/system-view';

/** So many names fit into a message that somebody reads. */
const MOST_NAMES = 30;

/**
 * The function that is meant: by its name, its address or key, or by the end of one of them, if no other function ends so
 * (`post-ledger` for `deposits-dev-post-ledger`).
 *
 * @returns a sentence that says what is allowed, where none or several are meant
 */
export function findFunction({ functions }: SystemView, wanted: string): FunctionView | string {
  const exact = functions.filter(
    ({ name, key }) => name === wanted || key === wanted || addressOf(key) === wanted,
  );
  const [only, second] = exact;
  if (only && !second) return only;
  const candidates = exact.length > 0 ? exact : functions.filter((one) => endsWith(one, wanted));
  const [found, another] = candidates;
  if (found && !another) return found;
  if (functions.length === 0) return `there is no function ${wanted}: the input has no aws_lambda_function`;
  const names = listed(candidates.length > 0 ? candidates : nearest(functions, wanted));
  return candidates.length > 0
    ? `${wanted} may be any of ${names}; give the whole name or Terraform's address`
    : `there is no function ${wanted}; there are ${names}`;
}

function addressOf(key: string): string {
  return key.replace(/^[\w-]+:/, '');
}

function endsWith({ name, key }: FunctionView, wanted: string): boolean {
  return (
    wanted !== '' && [name, key].some((text) => text.endsWith(`-${wanted}`) || text.endsWith(`.${wanted}`))
  );
}

/** The ones that have the most in common with what was given, first. */
function nearest(functions: readonly FunctionView[], wanted: string): readonly FunctionView[] {
  const parts = wanted
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 2);
  const score = ({ name }: FunctionView) => parts.filter((part) => name.toLowerCase().includes(part)).length;
  return [...functions].sort((a, b) => score(b) - score(a) || (a.name < b.name ? -1 : 1));
}

function listed(functions: readonly FunctionView[]): string {
  const names = functions.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = functions.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

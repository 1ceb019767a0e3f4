import { isRaw } from '../raw';
import type { Value } from '../value';
import { BodyEvaluation } from './body';
import type { ModuleScope } from './module-scope';
import { type ProviderFacts, providerFacts } from './provider-facts';

/**
 * What is known of a provider: of the block in the module, or of the one that its caller passes or has.
 *
 * @param reference the `provider` argument of a resource: `aws.china`. @default the provider without an alias
 */
export function providerOf(scope: ModuleScope, reference?: unknown): ProviderFacts {
  const text = typeof reference === 'string' ? reference.replace(/^\$\{|\}$/g, '') : 'aws';
  const { caller, configuration } = scope.origin;
  const passed = caller?.block.body['providers'];
  const all = Array.isArray(passed) ? passed[0] : passed;
  const given = isRaw(all) && Object.hasOwn(all, text) ? all[text] : undefined;
  if (caller && given !== undefined) return providerOf(caller.scope, given);
  const [name, alias] = text.split('.');
  const block = configuration.providers.find(
    ({ labels, body }) => labels[0] === name && (body['alias'] ?? undefined) === alias,
  );
  if (!block && caller && alias === undefined) return providerOf(caller.scope, text);
  const body = new BodyEvaluation(scope, {});
  const value = (key: string): Value => body.value(block?.body[key] ?? null, [key]);
  return providerFacts({ region: value('region'), allowed_account_ids: value('allowed_account_ids') });
}

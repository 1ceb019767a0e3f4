import { decodeJson } from '../../graph/json-text';
import { type PolicyDocument, readDocument } from '../../graph/policy-document';
import type { Resource } from '../../graph/resource';
import { isObject, joinText, PartialText, type Value } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import { documentAt } from '../policy-of';

/**
 * The policy in an attribute; nothing where it is not set. A text with commas before a closing bracket is no JSON and
 * AWS refuses it, but what its author wants is plain: it is read as if they were not there, since the mistake will be
 * mended and the permissions stay.
 */
export function policyDocumentAt(
  context: RuleContext,
  resource: Resource,
  path: string,
): PolicyDocument | undefined {
  // A plan calls a policy that nobody writes known after apply.
  const value = written(resource, path);
  if (value === undefined) return undefined;
  const found = documentAt(context.graph, resource, path);
  if (!found?.unknown || found.statements.length > 0) return found;
  const decoded = decodeJson(withoutTrailingCommas(value));
  if (!isObject(decoded) || decoded['Statement'] === undefined) return found;
  const document = readDocument(decoded, {
    resource: resource.key,
    path,
    source: (_, part) => resource.sourceAt(part),
  });
  return { ...document, problems: [...document.problems, 'a comma stands before a closing bracket'] };
}

function withoutTrailingCommas(value: Value): Value {
  if (typeof value === 'string') return repaired(value, { inString: false });
  if (!(value instanceof PartialText) || value.decoded !== undefined) return value;
  const state = { inString: false };
  return joinText(value.parts.map((part) => (typeof part === 'string' ? repaired(part, state) : part)));
}

function repaired(text: string, state: { inString: boolean }): string {
  let made = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (state.inString && c === '\\') {
      made += c + (text[i + 1] ?? '');
      i += 1;
      continue;
    }
    if (c === '"') state.inString = !state.inString;
    if (!state.inString && c === ',' && closes(text, i + 1)) continue;
    made += c;
  }
  return made;
}

/** Whether the next thing is a closing bracket. No regular expression: it would look at a long run again and again. */
function closes(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return text[at] === '}' || text[at] === ']';
}

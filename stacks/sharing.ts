import { TerraformOutput, type TerraformRemoteState, type TerraformStack, Token } from 'cdktf';

/**
 * What one stack tells another: an object whose leaves are strings, numbers and booleans, plain or Terraform references.
 */
export type Shared = { readonly [key: string]: unknown };

/** Writes the object as one output of the stack, its keys in Terraform's snake case. */
export function exportAttributes(stack: TerraformStack, name: string, attributes: object): void {
  // The output has the plain name, which a construct of the stack may have as well.
  new TerraformOutput(stack, `output-${name}`, { value: toOutput(attributes) }).overrideLogicalId(name);
}

/**
 * The same object as another stack sees it: each reference is replaced by the path of the output in the remote state,
 * each plain value stays what it is, so that checks at synth still see it.
 */
export function importAttributes<T extends object>(
  remote: TerraformRemoteState,
  name: string,
  attributes: T,
): T {
  return replaceReferences(attributes, name, remote) as T;
}

function toOutput(value: unknown): unknown {
  if (Array.isArray(value)) return Token.isUnresolved(value) ? value : value.map(toOutput);
  if (isObject(value) && !Token.isUnresolved(value)) {
    const entries = Object.entries(value).filter(([, child]) => child !== undefined);
    return Object.fromEntries(entries.map(([key, child]) => [snakeCase(key), toOutput(child)]));
  }
  return value;
}

function replaceReferences(value: unknown, path: string, remote: TerraformRemoteState): unknown {
  if (typeof value === 'string') return isReference(value) ? remote.getString(path) : value;
  if (typeof value === 'number') return Token.isUnresolved(value) ? remote.getNumber(path) : value;
  if (Array.isArray(value) && !Token.isUnresolved(value)) {
    return value.map((child, index) => replaceReferences(child, `${path}[${index}]`, remote));
  }
  if (isObject(value) && !Token.isUnresolved(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        replaceReferences(child, `${path}.${snakeCase(key)}`, remote),
      ]),
    );
  }
  if (typeof value === 'object' && value !== null) {
    throw new Error(
      `${path}: only strings, numbers, booleans, arrays and objects can be shared between stacks`,
    );
  }
  return value;
}

/** A token of cdktf, or an expression that somebody wrote out. */
function isReference(text: string): boolean {
  return Token.isUnresolved(text) || /(^|[^$])\$\{/.test(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Terraform's spelling of names: `vpcId` and `private-eu-central-1a` become `vpc_id` and `private_eu_central_1a`. */
export function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

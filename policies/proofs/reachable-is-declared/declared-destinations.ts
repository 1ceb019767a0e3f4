import type { Resource } from '../../graph/resource';
import type { FunctionCalls } from '../../sdk/sdk-call';
import { actionPrefix } from '../../sdk/service-prefixes';

/** Where somebody who knows says that a function connects to. */
export interface DeclaredDestinations {
  /**
   * Services that its code calls itself, by the prefix of their actions: `sqs`. What it signs for others, or lets another
   * service do, is not among them. @default every service that is granted counts
   */
  readonly services?: ReadonlySet<string>;
  /** Hosts besides those in its environment. @default none */
  readonly hosts?: readonly string[];
}

export interface ReachableOptions {
  /** Of one function. @default nothing but its permissions and its environment say it */
  readonly declared?: (lambda: Resource) => DeclaredDestinations | undefined;
}

/** The services that the code of a function calls itself: a signature is made without a call. */
export function calledServices({ calls }: FunctionCalls): ReadonlySet<string> {
  return new Set(calls.filter(({ form }) => form !== 'signature').map((call) => actionPrefix(call.package)));
}

/** The same as options of the proofs, from the code of functions. Unresolved code may call anything: it decides nothing. */
export function declaredByCode(
  codeOf: (lambda: Resource) => { readonly calls: FunctionCalls } | { readonly absent: string },
): ReachableOptions {
  return {
    declared: (lambda) => {
      const code = codeOf(lambda);
      return 'absent' in code || code.calls.unresolved.length > 0
        ? undefined
        : { services: calledServices(code.calls) };
    },
  };
}

import { EvaluationError } from '../hcl/budget';
import { Evaluator } from '../hcl/evaluator';
import type { Scope } from '../hcl/scope';
import { isObject, toText, Unknown, type Value } from '../value';
import type { ModuleScope } from './module-scope';

/**
 * Attributes that follow from the arguments alone, without AWS: a rendered `template_file`, the content of a
 * `local_file`, the output of a `terraform_data`, the name of a service principal. `undefined` for all others.
 *
 * @param argument gives an argument of the resource
 */
export function localData(
  scope: ModuleScope,
  type: string,
  name: string,
  argument: (name: string) => Value | undefined,
): Value | undefined {
  switch (`${type}.${name}`) {
    case 'template_file.rendered':
      return rendered(scope, argument('template'), argument('vars') ?? {});
    case 'local_file.content':
    case 'local_sensitive_file.content': {
      const path = toText(argument('filename'));
      if (typeof path !== 'string') return undefined;
      return guarded(scope, () => scope.file(path));
    }
    case 'terraform_data.output':
      return argument('input') ?? null;
    case 'aws_service_principal.name': {
      const service = toText(argument('service_name'));
      return typeof service === 'string' ? `${service}.amazonaws.com` : undefined;
    }
    default:
      return undefined;
  }
}

/** A template sees its variables, and all functions but those that read files. */
function rendered(scope: ModuleScope, template: Value | undefined, names: Value): Value {
  if (template instanceof Unknown || names instanceof Unknown) {
    const [open] = [template, names].filter((value) => value instanceof Unknown);
    return new Unknown(open instanceof Unknown ? open.reason : '');
  }
  if (typeof template !== 'string' || !isObject(names))
    return new Unknown('a template_file without template');
  return guarded(scope, () => {
    const inner: Scope = {
      root: () => undefined,
      member: scope.member.bind(scope),
      elements: scope.elements.bind(scope),
      file: () => {
        throw new EvaluationError('a template reads no files');
      },
      budget: scope.budget,
    };
    return new Evaluator(inner).evaluateWith(scope.session.template(template), names);
  });
}

function guarded(scope: ModuleScope, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    return scope.session.unknownFor(error);
  }
}

import { Graph, type GraphInput } from './graph';
import type { Instance } from './module/instance';
import type { ModuleScope } from './module/module-scope';
import type { Session } from './module/session';
import { Resource, type Source } from './resource';

/** The graph of modules that are evaluated. @param decorate adds to where a resource was written */
export function configurationGraph(
  input: Pick<GraphInput, 'kind' | 'path'>,
  session: Session,
  roots: readonly ModuleScope[],
  decorate: (source: Source, stack: string | undefined) => Source = (source) => source,
): Graph {
  const instances = new Map<string, Instance>();
  for (const root of roots) for (const instance of root.all()) instances.set(instance.key, instance);
  const resources = [...instances.values()].map((instance) => {
    const { scope, block, kind, index } = instance;
    const multiplicity = instance.multiplicity?.reason ?? scope.multiplicity;
    return new Resource(
      {
        address: instance.address,
        mode: kind === '' ? 'managed' : kind,
        type: instance.type,
        name: block.labels[1] ?? '',
        ...(index === undefined ? {} : { index }),
        module: scope.address,
        ...(scope.stack === undefined ? {} : { stack: scope.stack }),
        source: decorate(block.source, scope.stack),
        ...(multiplicity ? { multiplicity } : {}),
      },
      () => ({ values: instance.values(), edges: instance.edges() }),
      (path) => {
        const part = block.part(path);
        return part && decorate(part, scope.stack);
      },
      (name) => instance.meta(name),
    );
  });
  return new Graph({
    ...input,
    resources,
    gaps: session.gaps,
    documents: session.documents,
    provider: (resource) => {
      const instance = instances.get(resource.key);
      return instance ? instance.scope.provider(instance.block.body['provider']) : {};
    },
  });
}

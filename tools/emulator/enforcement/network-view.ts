import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadGraph } from '../../../policies/graph/load';
import type { Resource } from '../../../policies/graph/resource';
import { NetworkPaths } from '../../../policies/model/reach/network-paths';
import { placements } from '../../../policies/model/reach/placement';
import { servicesOf } from '../../../policies/model/reach/service-names';
import { obstacle, type Passage, type Step } from '../../../policies/model/reach/step';
import { RuleContext } from '../../../policies/rules/context';

/** The way of packets from a function to a service. */
export interface NetworkPath {
  readonly passage: Passage;
  /** As endpoints call it: `rds-data`. */
  readonly service: string;
  /** Whether it leads through a VPC endpoint of the function's VPC. */
  readonly hasEndpoint: boolean;
  /** The function and its destination as proof 2 and the review's page name the path. */
  readonly name: string;
  readonly obstacle?: Obstacle;
}

/** What stops it. */
export interface Obstacle {
  /** One sentence without a full stop. */
  readonly says: string;
  /** Terraform's address of what stops it. */
  readonly address?: string;
  readonly smallestChange?: string;
}

/** What the enforcement asks of the network. */
export interface NetworkView {
  /** Nothing where the function is not known to it. */
  pathTo(functionName: string, action: string): NetworkPath | undefined;
}

/**
 * Judges ways by the configuration that was applied: the synthesized directory, through the same model as the reachability
 * proof. It is read again when the control plane saw a change of the network and the files are others than before.
 */
export class AppliedNetwork {
  private view: Promise<NetworkView | undefined> | undefined;
  private version = '';
  private isStale = true;

  /**
   * @param directory what `synth` wrote
   * @param onProblem told when the directory cannot be read: then no way is judged
   */
  constructor(
    private readonly directory: string,
    private readonly onProblem: (message: string) => void,
  ) {}

  /** Something of the network was deployed. */
  changed(): void {
    this.isStale = true;
  }

  /** The network as it was last applied. */
  current(): Promise<NetworkView | undefined> {
    if (this.isStale) {
      this.isStale = false;
      const version = versionOf(this.directory);
      if (version !== this.version || !this.view) {
        this.version = version;
        this.view = loadNetwork(this.directory).catch((error: unknown) => {
          this.onProblem(`the network is not judged: ${error instanceof Error ? error.message : error}`);
          return undefined;
        });
      }
    }
    return this.view ?? Promise.resolve(undefined);
  }
}

/** @throws InputError when the directory is not what `synth` writes */
export async function loadNetwork(directory: string): Promise<NetworkView> {
  const context = new RuleContext(await loadGraph(directory));
  const { graph } = context;
  const functions = new Map<string, Resource>();
  for (const lambda of graph.byType('aws_lambda_function')) {
    functions.set(graph.attribute(lambda, 'function_name'), lambda);
  }
  const paths = new NetworkPaths(context);
  const known = new Map<string, NetworkPath | undefined>();
  const pathOf = (functionName: string, service: string): NetworkPath | undefined => {
    const lambda = functions.get(functionName);
    if (!lambda) return undefined;
    const found = paths.toService(context.derive(placements).of(lambda), service);
    const step = obstacle(found);
    return {
      passage: found.passage,
      service,
      hasEndpoint: found.endpoint !== undefined,
      name: `${functionName} -> service ${service}`,
      ...(step ? { obstacle: obstacleOf(step) } : {}),
    };
  };
  return {
    pathTo: (functionName, action) => {
      // Any of several endpoint services will do; those with one alone are the rule.
      const ways = servicesOf(action).flatMap((service) => {
        const key = `${functionName} ${service}`;
        if (!known.has(key)) known.set(key, pathOf(functionName, service));
        return known.get(key) ?? [];
      });
      return ways.find(({ passage }) => passage !== 'blocked') ?? ways[0];
    },
  };
}

function obstacleOf({ says, at, change }: Step): Obstacle {
  return {
    says,
    ...(at ? { address: at.resource.key } : {}),
    ...(change === undefined ? {} : { smallestChange: change }),
  };
}

/** When the files were written. */
function versionOf(directory: string): string {
  const stacks = join(directory, 'stacks');
  const folders = existsSync(stacks) ? readdirSync(stacks).map((stack) => join(stacks, stack)) : [directory];
  return folders
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []))
    .filter((file) => /\.tf(\.json)?$/.test(file))
    .map((file) => `${file} ${statSync(file).mtimeMs}`)
    .join('\n');
}

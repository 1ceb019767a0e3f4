import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { effectivePermissions } from '../../iam/effective-permissions';
import { executionRoles } from '../../model/identity/execution-roles';
import type { AttachedPolicy, Identity } from '../../model/identity/principal';
import { patternsMeet } from '../../model/reach/patterns';
import { placements } from '../../model/reach/placement';
import type { ProofViolation } from '../../report/proof';
import type { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';

/** The permission with which Lambda gives an interface back. Facts.json `cs-eni-role`. */
const DELETE = 'ec2:DeleteNetworkInterface';

/** Functions in a VPC that Terraform may destroy after the policy with which Lambda removes their interfaces. */
export function destroyOrder(context: RuleContext): readonly ProofViolation[] {
  const { graph } = context;
  const roles = context.derive(executionRoles);
  const order = new Order(graph);
  const granting = new Map<Identity, readonly AttachedPolicy[]>();
  const where = context.derive(placements);
  return graph.byType('aws_lambda_function').flatMap((lambda): readonly ProofViolation[] => {
    const role = roles.of(lambda)[0]?.role;
    if (!role || where.of(lambda).kind === 'outside') return [];
    const policies = granting.get(role) ?? role.policies.filter(grants);
    granting.set(role, policies);
    // Of a policy that the role itself holds, the role's reference is enough: it is named by its ARN.
    const separate = policies.filter(({ attachment }) => attachment !== role.resource);
    const safe =
      policies.length > separate.length ||
      separate.some(({ attachment }) => order.isAfter(lambda, attachment));
    const [first] = separate;
    if (safe || !first) return [];
    const { address } = first.attachment;
    return [
      {
        subject: lambda,
        outcome: fail(`it does not depend on ${address}, which may be destroyed before it`, 'depends_on'),
        counterExample: [
          `terraform destroy removes ${address} and ${lambda.address} in any order, as neither depends on the other`,
          `Lambda asks for ${DELETE} after the function is gone, and ${role.resource?.address ?? role.name} no longer allows it`,
          'the interfaces stay in the subnets and hold their security groups',
          `the smallest change: add ${address} to depends_on of ${lambda.address}`,
        ],
      },
    ];
  });
}

function grants({ policy }: AttachedPolicy): boolean {
  return effectivePermissions({ identity: [policy] }).some(
    ({ action, uncertain }) => !uncertain && patternsMeet(action, DELETE),
  );
}

/** What follows from what, by references and depends_on. */
class Order {
  constructor(private readonly graph: Graph) {}

  /** Whether Terraform makes the first after the second, and so destroys it before. */
  isAfter(first: Resource, second: Resource): boolean {
    const seen = new Set<string>([first.key]);
    let edge: readonly Resource[] = [first];
    while (edge.length > 0) {
      const next: Resource[] = [];
      for (const resource of edge) {
        for (const { target } of resource.references) {
          if (target === second.key) return true;
          if (seen.has(target)) continue;
          seen.add(target);
          const found = this.graph.byKey(target);
          // What another stack makes is no part of this one's order, and nothing behind a network leads to a policy.
          if (found && found.stack === first.stack) next.push(found);
        }
      }
      edge = next;
    }
    return false;
  }
}

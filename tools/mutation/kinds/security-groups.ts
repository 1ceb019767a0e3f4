import type { Block } from '../block';
import { type Change, change, type MutationKind } from '../kind';
import type { JsonObject } from '../system-json';
import type { SystemView } from '../system-view';

const OPEN_INGRESS = ['network-no-open-ingress', 'network-no-world-ingress', 'network-no-open-http'];
const OPEN_EGRESS = ['network-no-open-egress', 'network-no-world-egress'];

const ingress = (view: SystemView) => view.all('aws_vpc_security_group_ingress_rule');
const egress = (view: SystemView) => view.all('aws_vpc_security_group_egress_rule');

/** The rule with other traffic: whom it names is left out. */
function rewritten(rule: Block, traffic: JsonObject): JsonObject {
  const { referenced_security_group_id: _, prefix_list_id: __, cidr_ipv4: ___, ...rest } = rule.body;
  return { ...rest, ...traffic };
}

const opened =
  (rules: (view: SystemView) => readonly Block[], traffic: JsonObject) =>
  (view: SystemView): readonly Change[] =>
    rules(view).map((rule) => change(rule, rule.set([], rewritten(rule, traffic))));

/** A second rule beside one that is there. */
const added =
  (rules: (view: SystemView) => readonly Block[], ...all: readonly JsonObject[]) =>
  (view: SystemView): readonly Change[] =>
    rules(view).map((rule) => {
      const news = all.map((traffic, index) => rule.beside(`opened_${index}`, rewritten(rule, traffic)));
      return change([rule, ...news], ...news.map((one) => one.add()));
    });

const port = (from: number, to = from) => ({ from_port: from, to_port: to, ip_protocol: 'tcp' });

/** Ranges that together are nearly everything, and none of which is `/0`. */
const EIGHT_EIGHTHS = [0, 32, 64, 96, 128, 160, 192, 224].map((first) => `${first}.0.0.0/3`);

export const SECURITY_GROUP_KINDS: readonly MutationKind[] = [
  {
    id: 'ingress-from-anywhere',
    weakness: 'a security group admits the whole internet',
    caughtBy: OPEN_INGRESS,
    changes: opened(ingress, { ip_protocol: '-1', from_port: -1, to_port: -1, cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    id: 'ingress-from-anywhere-ipv6',
    weakness: 'a security group admits the whole internet over IPv6',
    caughtBy: OPEN_INGRESS,
    changes: added(ingress, { ...port(0, 65535), cidr_ipv6: '::/0' }),
  },
  {
    id: 'ingress-two-halves',
    weakness: 'two /1 ranges admit the whole internet',
    caughtBy: OPEN_INGRESS,
    changes: added(
      ingress,
      { ...port(8443), cidr_ipv4: '0.0.0.0/1' },
      { ...port(8443), cidr_ipv4: '128.0.0.0/1' },
    ),
  },
  {
    id: 'ingress-eight-eighths',
    weakness: 'eight /3 ranges admit the whole internet',
    caughtBy: OPEN_INGRESS,
    changes: added(ingress, ...EIGHT_EIGHTHS.map((cidr_ipv4) => ({ ...port(9000), cidr_ipv4 }))),
  },
  {
    id: 'ingress-quarter-beside',
    weakness: 'a /2 of the internet is admitted beside the clients',
    caughtBy: OPEN_INGRESS,
    changes: added(ingress, { ...port(8443), cidr_ipv4: '64.0.0.0/2' }),
  },
  {
    id: 'ingress-web-from-anywhere',
    weakness: 'the port of an endpoint is open to the internet',
    caughtBy: ['network-endpoint-group'],
    changes: opened(ingress, { ...port(443), cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    id: 'ingress-ssh',
    weakness: 'SSH is open to the internet',
    caughtBy: ['network-no-open-ssh'],
    changes: added(ingress, { ...port(22), cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    id: 'ingress-ssh-in-a-range',
    weakness: 'a range of ports that holds SSH is open to the internet',
    caughtBy: ['network-no-open-ssh'],
    changes: added(ingress, { ...port(20, 25), cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    id: 'ingress-rdp',
    weakness: 'RDP is open to the internet',
    caughtBy: ['network-no-open-rdp'],
    changes: added(ingress, { ...port(3389), cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    id: 'ingress-database-port',
    weakness: 'the port of the database is open to the internet',
    caughtBy: ['network-no-open-sensitive-port', 'network-no-world-ingress'],
    changes: (view) =>
      view.named('aws_security_group', 'ledger').map((group) => {
        const rule = group.beside(
          'opened',
          {
            ...port(5432),
            cidr_ipv4: '0.0.0.0/0',
            description: 'Clients',
            security_group_id: group.reference('id'),
          },
          'aws_vpc_security_group_ingress_rule',
        );
        return change([group, rule], rule.add());
      }),
  },
  {
    id: 'ingress-inline',
    weakness: 'a group admits the internet by a rule inside of the group',
    caughtBy: OPEN_INGRESS,
    changes: (view) =>
      view.all('aws_security_group').map((group) =>
        change(
          group,
          group.set(
            ['ingress'],
            [
              {
                ...{ from_port: 0, to_port: 0, protocol: '-1', description: 'all' },
                cidr_blocks: ['0.0.0.0/0'],
                ...{ ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [], self: false },
              },
            ],
          ),
        ),
      ),
  },
  {
    id: 'egress-to-anywhere',
    weakness: 'a function may send anything to anywhere',
    caughtBy: OPEN_EGRESS,
    changes: opened(egress, { ip_protocol: '-1', from_port: -1, to_port: -1, cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    id: 'egress-to-anywhere-ipv6',
    weakness: 'a function may send anything to anywhere over IPv6',
    caughtBy: OPEN_EGRESS,
    changes: added(egress, { ip_protocol: '-1', from_port: -1, to_port: -1, cidr_ipv6: '::/0' }),
  },
  {
    id: 'egress-two-halves',
    weakness: 'two /1 ranges let everything out',
    caughtBy: OPEN_EGRESS,
    changes: added(
      egress,
      { ip_protocol: '-1', from_port: -1, to_port: -1, cidr_ipv4: '0.0.0.0/1' },
      { ip_protocol: '-1', from_port: -1, to_port: -1, cidr_ipv4: '128.0.0.0/1' },
    ),
  },
  {
    id: 'egress-web-to-anywhere',
    weakness: 'a function that declares no host reaches every host on 443',
    caughtBy: ['network-no-world-egress', 'proof-reachable-is-granted'],
    changes: (view) =>
      opened((all) => egress(all).filter(({ body }) => body['cidr_ipv4'] === undefined), {
        ...port(443),
        cidr_ipv4: '0.0.0.0/0',
      })(view),
  },
  {
    id: 'group-rule-without-reason',
    weakness: 'a rule no longer says what it is for',
    caughtBy: ['network-rule-description'],
    changes: (view) =>
      [...ingress(view), ...egress(view)].map((rule) => change(rule, rule.remove('description'))),
  },
  {
    id: 'default-group-opened',
    weakness: 'the default group lets its members talk and reach the internet',
    caughtBy: ['network-default-group-closed'],
    changes: (view) =>
      view
        .all('aws_default_security_group')
        .flatMap((group) => [
          change(group, group.set(['ingress'], [{ protocol: '-1', self: true, from_port: 0, to_port: 0 }])),
          change(
            group,
            group.set(['egress'], [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }]),
          ),
        ]),
  },
  {
    id: 'default-group-unmanaged',
    weakness: 'the default group keeps the rules that AWS gives it',
    caughtBy: ['network-default-group-closed'],
    changes: (view) => view.all('aws_default_security_group').map((group) => change(group, group.drop())),
  },
  {
    id: 'function-with-another-group',
    weakness: 'a function has the group of another function, which reaches more',
    caughtBy: ['proof-reachable-is-granted', 'proof-granted-is-reachable'],
    changes: (view) => {
      const functions = view.all('aws_lambda_function');
      const path = ['vpc_config', 'security_group_ids'] as const;
      return functions.flatMap((one, index) => {
        const other = functions[(index + 7) % functions.length];
        const groups = other?.get(...path);
        if (groups === undefined || JSON.stringify(groups) === JSON.stringify(one.get(...path))) return [];
        return [change(one, one.set(path, groups))];
      });
    },
  },
];

import { groupBy } from '../../policies/graph/lists';
import type {
  FunctionView,
  PathView,
  PermissionView,
  PlaceView,
  StepView,
} from '../../policies/model/view/system-view';
import { labelled, type Paint, painter, plain, type Style } from '../../policies/report/text-layout';

export interface ExplainTextOptions {
  /** @default 100 */
  readonly width?: number;
  /** @default false */
  readonly color?: boolean;
}

const STYLES = { open: 'green', blocked: 'red', unknown: 'magenta' } as const satisfies Readonly<
  Record<string, Style>
>;
const MARKS = { open: 'ok', blocked: 'BLOCKED', unknown: 'unknown' } as const;

/** Everything that a function may do and reach, and why, for a person. */
export function explainText(
  one: FunctionView,
  { width = 100, color = false }: ExplainTextOptions = {},
): string {
  const paint = painter(color);
  const works = one.paths.filter((path) => stateOf(path) === 'open');
  const doubtful = one.paths.filter((path) => stateOf(path) === 'unknown');
  const blocked = one.paths.filter((path) => stateOf(path) === 'blocked');
  return [
    paint(plain(one.name), 'bold'),
    ...labelled('  is', plain(one.key), 12, width),
    ...labelled('  role', one.role === undefined ? 'not in the input' : plain(one.role), 12, width),
    ...labelled(
      '  subnets',
      one.subnets.length === 0 ? 'none: it is in no VPC' : one.subnets.map(plain).join(', '),
      12,
      width,
    ),
    ...(one.securityGroups.length > 0
      ? labelled('  groups', one.securityGroups.map(plain).join(', '), 12, width)
      : []),
    '',
    ...section(
      'MAY DO',
      one.permissions.length === 0
        ? ['  nothing that is known']
        : permissionLines(one.permissions, width, paint),
      paint,
    ),
    ...section(
      'REACHES',
      works.length === 0 ? ['  nothing'] : works.flatMap((path) => pathLines(path, width, paint)),
      paint,
    ),
    ...(doubtful.length > 0
      ? section(
          'MAY REACH',
          doubtful.flatMap((path) => pathLines(path, width, paint)),
          paint,
        )
      : []),
    ...(blocked.length > 0
      ? section(
          'DOES NOT REACH',
          blocked.flatMap((path) => pathLines(path, width, paint)),
          paint,
        )
      : []),
  ].join('\n');
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return [paint(title, 'bold'), '', ...lines, ''];
}

/** A path works if packets get there and something is permitted, or nothing needs to be. */
function stateOf({ network, permission }: PathView): 'open' | 'blocked' | 'unknown' {
  if (network === 'blocked' || permission === 'none') return 'blocked';
  return network === 'unknown' || permission === 'unknown' ? 'unknown' : 'open';
}

/** Actions of one statement on the same resources, under the same conditions, stand together. */
function permissionLines(
  permissions: readonly PermissionView[],
  width: number,
  paint: Paint,
): readonly string[] {
  const groups = groupBy(permissions, (one) => {
    const { resource, conditions, statement, certainty } = one;
    return JSON.stringify([resource, conditions, exceptionsOf(one), statement, certainty]);
  });
  return [...groups.values()].flatMap((group) => permissionGroup(group, width, paint));
}

function permissionGroup(group: readonly PermissionView[], width: number, paint: Paint): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const { resource, conditions, statement, certainty } = first;
  const needed = [...new Set(group.flatMap(({ neededBy = [] }) => neededBy))];
  const statementText =
    statement.sid === undefined
      ? plain(statement.key)
      : `statement ${plain(statement.sid)} of ${plain(statement.key)}`;
  return [
    ...labelled('', group.map(({ action }) => action).join(', '), 2, width).map((line) =>
      paint(line, 'bold'),
    ),
    ...labelled('    on', plain(resource), 14, width),
    ...conditions.flatMap((one) => labelled('    only if', plain(one), 14, width)),
    ...exceptionsOf(first).flatMap((one) => labelled('    but', plain(one), 14, width)),
    ...labelled('    by', `${statementText}${placeText(statement)}`, 14, width),
    ...(needed.length > 0 ? labelled('    for', needed.map(plain).join(', '), 14, width) : []),
    ...(certainty === 'unknown'
      ? labelled('    note', 'a part of it is not known: it may be less', 14, width)
      : []),
  ];
}

/** A denial of the very action says so of each; here it is said once for all of them. */
function exceptionsOf({ action, resource, exceptions }: PermissionView): readonly string[] {
  return exceptions.map((one) => one.replace(`not ${action} on ${resource}`, 'not'));
}

const PERMISSIONS: Readonly<Record<PathView['permission'], string>> = {
  granted: 'permitted',
  none: 'nothing permitted',
  unknown: 'permission not known',
  'not needed': 'no permission needed',
};

function pathLines(path: PathView, width: number, paint: Paint): readonly string[] {
  const { destination, permission, steps, blocked } = path;
  const state = stateOf(path);
  return [
    `  ${paint(plain(destination), 'bold')}  ${paint(`${path.network}, ${PERMISSIONS[permission]}`, STYLES[state])}`,
    ...(blocked
      ? [
          ...labelled('    because', plain(blocked.by.says) + placeText(blocked.by.at), 14, width),
          ...labelled('    mend', plain(blocked.smallestChange), 14, width),
        ]
      : []),
    ...steps.flatMap((step) => stepLines(step, width, paint)),
  ];
}

function stepLines(
  { kind, says, at, passage = 'open' }: StepView,
  width: number,
  paint: Paint,
): readonly string[] {
  const mark = MARKS[passage];
  const label = `    ${mark}`;
  return labelled(label, `${kind}: ${plain(says)}${placeText(at)}`, 14, width).map((line, index) =>
    index === 0 ? line.replace(label, `    ${paint(mark, STYLES[passage])}`) : line,
  );
}

function placeText(at: PlaceView | undefined): string {
  if (at?.file === undefined) return '';
  return ` (${plain(at.file)}${at.line === undefined ? '' : `:${at.line}`})`;
}

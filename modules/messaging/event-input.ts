import type { Problems } from '../core/errors';

/** What a target gets in place of the whole event. */
export type EventInput = EventInputPath | EventInputTemplate;

/** One part of the event: `$.detail`. */
export interface EventInputPath {
  readonly path: string;
}

/** A text made from parts of the event. */
export interface EventInputTemplate {
  /** Holds `<name>` for each of `paths`, and EventBridge's own `<aws.events.…>`. JSON, or a string in quotation marks. */
  readonly template: string;
  /** The parts by name: `{ depositId: '$.detail.depositId' }`. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Source of both limits: EventBridge, `InputTransformer`. */
const MAX_TEMPLATE_CHARACTERS = 8192;
const MAX_PATHS = 100;

/** Records what EventBridge would refuse, and names in the template that stand for nothing or are never used. */
export function checkInput(problems: Problems, input: EventInput): void {
  if ('path' in input) {
    checkPath(problems, 'input.path', input.path);
    return;
  }
  const { template, paths } = input;
  const names = Object.keys(paths).sort();
  problems.check(
    template.length > 0 && template.length <= MAX_TEMPLATE_CHARACTERS && !/[$%]\{/.test(template),
    {
      code: 'event-input-template',
      property: 'input.template',
      received: template.length,
      allowed: `1 to ${MAX_TEMPLATE_CHARACTERS} characters, without the beginning of a Terraform template`,
      fix: 'Give the target the event, and let it choose.',
    },
  );
  problems.check(
    names.length <= MAX_PATHS && names.every((name) => /^(?!aws)[A-Za-z0-9_-]{1,256}$/i.test(name)),
    {
      code: 'event-input-names',
      property: 'input.paths',
      received: names,
      allowed: `at most ${MAX_PATHS} names of letters, digits, - and _, not beginning with AWS`,
      fix: 'Rename the parts.',
    },
  );
  for (const name of names) checkPath(problems, `input.paths.${name}`, paths[name] ?? '');
  const used = new Set([...template.matchAll(/<([A-Za-z0-9_-]+)>/g)].map(([, name]) => name));
  const differing = [
    ...names.filter((name) => !used.has(name)),
    ...[...used].filter((name) => !names.includes(name ?? '')),
  ];
  problems.check(differing.length === 0, {
    code: 'event-input-agreement',
    property: 'input',
    received: differing,
    allowed: 'names that are both in the paths and, as <name>, in the template',
    fix: 'Remove the path, or use it; give a path for each name.',
  });
}

function checkPath(problems: Problems, property: string, path: string): void {
  problems.check(/^\$(\.[\w-]+|\[[^\]]+\])*$/.test(path) && path.length <= 256, {
    code: 'event-input-path',
    property,
    received: path,
    allowed: 'a JSON path of at most 256 characters, such as $.detail.depositId',
    fix: 'Name the part of the event from its root, $.',
  });
}

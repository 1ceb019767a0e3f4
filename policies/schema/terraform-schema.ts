import { type BlockType, type BodySchema, block, bodySchema } from './body-schema';
import { awsSchema, type ProviderSection } from './provider-schema';

/**
 * The blocks of Terraform's own language (1.11), the bodies that providers define included. Everything that reads a
 * configuration starts here and descends.
 */
export function configurationSchema(): BodySchema {
  return CONFIGURATION;
}

const check = block(bodySchema());

const connection = block(bodySchema());

const lifecycle = block(
  bodySchema(
    { precondition: check, postcondition: check },
    {
      ignore_changes: 'references',
      replace_triggered_by: 'references',
      create_before_destroy: 'literal',
      prevent_destroy: 'literal',
    },
  ),
  'single',
);

const provisioner = block(
  bodySchema({ connection }, { when: 'reference', on_failure: 'reference' }),
  'list',
  1,
);

/** What Terraform adds to the body of every resource, data source and ephemeral resource. */
function withMetaArguments(body: BodySchema, managed: boolean): BodySchema {
  const added: [string, BlockType][] = managed
    ? [
        ['lifecycle', lifecycle],
        ['connection', connection],
        ['provisioner', provisioner],
      ]
    : [['lifecycle', lifecycle]];
  return {
    ...body,
    blocks: new Map([...body.blocks, ...added]),
    attributes: new Map([
      ['provider', 'reference'],
      ['depends_on', 'references'],
    ]),
  };
}

/** Types whose whole schema is attributes, from the provider that is built into Terraform. */
const BUILT_IN: Readonly<Record<ProviderSection, readonly string[]>> = {
  resources: ['terraform_data'],
  data: ['terraform_remote_state'],
  ephemeral: [],
};

function providerBlock(section: ProviderSection): BlockType {
  const cache = new Map<string, BodySchema>();
  return {
    nesting: 'list',
    labels: 2,
    body: ([type = '']) => {
      const known = cache.get(type);
      if (known) return known;
      const body = withMetaArguments(bodyOf(section, type), section === 'resources');
      cache.set(type, body);
      return body;
    },
  };
}

function bodyOf(section: ProviderSection, type: string): BodySchema {
  if (BUILT_IN[section].includes(type)) return bodySchema();
  return awsSchema().body(section, type) ?? { ...bodySchema(), unknown: true };
}

/** The blocks inside backends, of those backends that have any. All of `s3` are attributes. */
const BACKENDS: Readonly<Record<string, BodySchema>> = {
  remote: bodySchema({ workspaces: block(bodySchema({}, {}, 'literal'), 'single') }, {}, 'literal'),
  cos: bodySchema({ assume_role: block(bodySchema({}, {}, 'literal'), 'set') }, {}, 'literal'),
  oss: bodySchema({ assume_role: block(bodySchema({}, {}, 'literal'), 'set') }, {}, 'literal'),
  kubernetes: bodySchema({ exec: block(bodySchema({}, {}, 'literal'), 'single') }, {}, 'literal'),
};

const LITERALS = bodySchema({}, {}, 'literal');

const terraform = bodySchema(
  {
    required_providers: block(bodySchema({}, {}, 'provider-requirements')),
    backend: { nesting: 'single', labels: 1, body: ([type = '']) => BACKENDS[type] ?? LITERALS },
    cloud: block(bodySchema({ workspaces: block(LITERALS, 'single') }, {}, 'literal'), 'single'),
    provider_meta: { nesting: 'list', labels: 1, body: () => bodySchema() },
  },
  { experiments: 'references' },
  'literal',
);

const provider: BlockType = {
  nesting: 'list',
  labels: 1,
  body: ([name]) => {
    const body: BodySchema = name === 'aws' ? awsSchema().configuration : { ...bodySchema(), unknown: true };
    return {
      ...body,
      attributes: new Map([
        ['alias', 'literal'],
        ['version', 'literal'],
      ]),
    };
  },
};

const variable = bodySchema({ validation: check }, { type: 'type' }, 'literal');

const output = bodySchema(
  { precondition: check },
  { description: 'literal', sensitive: 'literal', ephemeral: 'literal', depends_on: 'references' },
);

const module_ = bodySchema(
  {},
  { source: 'literal', version: 'literal', providers: 'reference-map', depends_on: 'references' },
);

const removed = bodySchema(
  { lifecycle: block(bodySchema({}, { destroy: 'literal' }), 'single'), connection, provisioner },
  { from: 'reference' },
);

const CONFIGURATION: BodySchema = bodySchema({
  terraform: block(terraform),
  provider,
  variable: block(variable, 'list', 1),
  locals: block(bodySchema()),
  data: providerBlock('data'),
  ephemeral: providerBlock('ephemeral'),
  resource: providerBlock('resources'),
  module: block(module_, 'list', 1),
  moved: block(bodySchema({}, { from: 'reference', to: 'reference' })),
  removed: block(removed),
  import: block(bodySchema({}, { to: 'reference', provider: 'reference' })),
  check: block(bodySchema({ data: providerBlock('data'), assert: check }, {}), 'list', 1),
  output: block(output, 'list', 1),
});

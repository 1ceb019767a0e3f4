import { App, TerraformStack } from 'cdktf';

/** A block of the synthesized JSON: attributes by name. */
export type Block = Readonly<Record<string, unknown>>;

/** A synthesized stack, with look-ups that fail with what is there. */
export class Synthesized {
  constructor(readonly json: Readonly<Record<string, unknown>>) {}

  /** All resources of the type, by logical id. */
  resources(type: string): Readonly<Record<string, Block>> {
    return this.blocks('resource', type);
  }

  /** All data sources of the type, by logical id. */
  data(type: string): Readonly<Record<string, Block>> {
    return this.blocks('data', type);
  }

  /** The one resource of the type. @throws when there is none or more than one */
  only(type: string): Block {
    return one(this.resources(type), type);
  }

  /** The one data source of the type. @throws when there is none or more than one */
  onlyData(type: string): Block {
    return one(this.data(type), `data.${type}`);
  }

  /** The statements of the policy document that the reference (`${data.aws_iam_policy_document.x.json}`) names. */
  statements(reference: unknown): readonly Block[] {
    const name = /data\.aws_iam_policy_document\.([\w-]+)\.json/.exec(String(reference))?.[1];
    const document = name === undefined ? undefined : this.data('aws_iam_policy_document')[name];
    if (!document) throw new Error(`no policy document behind ${JSON.stringify(reference)}`);
    return document['statement'] as readonly Block[];
  }

  private blocks(kind: 'resource' | 'data', type: string): Readonly<Record<string, Block>> {
    const section = this.json[kind] as Record<string, Record<string, Block>> | undefined;
    return section?.[type] ?? {};
  }
}

function one(found: Readonly<Record<string, Block>>, type: string): Block {
  const blocks = Object.values(found);
  const [block] = blocks;
  if (!block || blocks.length !== 1) {
    throw new Error(`expected one ${type}, found: ${Object.keys(found).join(', ') || 'none'}`);
  }
  return block;
}

/** Builds a stack, runs the validations of its constructs, and returns what Terraform would read. */
export function synthesize(build: (stack: TerraformStack) => void): Synthesized {
  const app = new App({ skipBackendValidation: true, outdir: '.build/test-synth' });
  const stack = new TerraformStack(app, 'test');
  build(stack);
  stack.prepareStack();
  stack.runAllValidations();
  return new Synthesized(stack.toTerraform() as Record<string, unknown>);
}

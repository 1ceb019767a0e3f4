import { type BodySchema, block, bodySchema } from './body-schema';

/** The body with a `dynamic` block for each of its nested blocks. */
export function withDynamic(body: BodySchema): BodySchema {
  if (body.blocks.size === 0) return body;
  const dynamic = {
    nesting: 'list',
    labels: 1,
    body: ([name = '']: readonly string[]): BodySchema => {
      const generated = body.blocks.get(name);
      if (!generated) return { ...bodySchema(), unknown: true };
      return bodySchema({ content: block(generated.body([]), 'single') }, { iterator: 'reference' });
    },
  } as const;
  return { ...body, blocks: new Map([...body.blocks, ['dynamic', dynamic]]) };
}

import type { PathView, SystemView } from '../../../../policies/model/view/system-view';
import { pageFunctions } from '../../../../policies/report/html/page-functions';
import { pictureModel } from '../../../../policies/report/html/picture/picture-model';
import { pictureSvg } from '../../../../policies/report/html/picture/picture-svg';
import { sampleView } from './sample-view';

function view(functions: Readonly<Record<string, readonly PathView[]>>): SystemView {
  const ids = new Set(
    Object.values(functions).flatMap((paths) => paths.map(({ destination }) => destination)),
  );
  return {
    functions: Object.entries(functions).map(([name, paths]) => ({
      key: name,
      name,
      subnets: ['a'],
      securityGroups: [name.slice(0, 1)],
      permissions: [],
      paths,
    })),
    destinations: [...ids].map((id) => ({ id, kind: 'service', name: id })),
  };
}

function path(
  destination: string,
  network: PathView['network'],
  permission: PathView['permission'],
  gate?: string,
): PathView {
  return {
    destination,
    network,
    permission,
    steps:
      gate === undefined ? [] : [{ kind: 'nat', says: gate, at: { key: `net:aws_nat_gateway.${gate}` } }],
  };
}

function modelOf(system: SystemView) {
  return pictureModel(pageFunctions(system, () => undefined).functions);
}

describe('the network picture', () => {
  it.each([
    ['open', 'open', 'granted'],
    ['open', 'open', 'not needed'],
    ['blocked', 'blocked', 'granted'],
    ['blocked', 'blocked', 'unknown'],
    ['unknown', 'unknown', 'granted'],
    ['unknown', 'open', 'unknown'],
    ['unknown', 'unknown', 'not needed'],
  ] as const)('draws a path as %s: network %s, permission %s', (state, network, permission) => {
    expect(modelOf(view({ x: [path('s', network, permission)] })).edges).toEqual([
      { id: 'e1', from: 'p1', to: 'd1', state },
    ]);
  });

  it('draws nothing to what nobody wants to reach', () => {
    const { edges, destinations } = modelOf(
      view({
        x: [path('a', 'open', 'none'), path('b', 'blocked', 'none'), path('c', 'blocked', 'not needed')],
      }),
    );
    expect({ edges, destinations }).toEqual({ edges: [], destinations: [] });
  });

  it('puts functions with the same subnets and groups together, and gates between them and what they reach', () => {
    const model = modelOf(
      view({
        x1: [path('a', 'open', 'granted', 'nat'), path('b', 'blocked', 'granted', 'nat')],
        x2: [path('a', 'open', 'granted', 'nat')],
        y1: [path('a', 'open', 'granted')],
      }),
    );
    expect(model.groups.map(({ functions }) => functions.map(({ view: { name } }) => name))).toEqual([
      ['x1', 'x2'],
      ['y1'],
    ]);
    expect(model.gates).toEqual([{ id: 'g1', kind: 'nat', name: 'nat' }]);
    expect(model.edges.map(({ from, to, state }) => `${from} ${to} ${state}`)).toEqual([
      // Something gets through the gate; what does not is drawn behind it.
      'p1 g1 open',
      'g1 d1 open',
      'g1 d2 blocked',
      'p2 d1 open',
    ]);
    expect([...(model.lit.get('fn-1') ?? [])]).toEqual([
      ['e1', 'open'],
      ['e2', 'open'],
      ['e3', 'blocked'],
    ]);
    expect([...(model.lit.get('fn-2') ?? [])]).toEqual([
      ['e1', 'open'],
      ['e2', 'open'],
    ]);
  });

  it('tells what is blocked for one function, though it is open for another', () => {
    const { edges, lit } = modelOf(
      view({ x1: [path('a', 'open', 'granted')], x2: [path('a', 'blocked', 'granted')] }),
    );
    expect(edges).toEqual([{ id: 'e1', from: 'p1', to: 'd1', state: 'blocked' }]);
    expect(lit.get('fn-1')?.get('e1')).toBe('open');
  });

  it('does not say of a gate that it is blocked, where another function gets through', () => {
    const model = modelOf(
      view({
        x: [path('a', 'blocked', 'granted', 'nat'), path('b', 'unknown', 'granted')],
        y: [path('a', 'open', 'granted', 'nat')],
      }),
    );
    expect(model.edges.map(({ from, to, state }) => `${from} ${to} ${state}`)).toEqual([
      'p1 g1 blocked',
      'g1 d1 open',
      'p1 d2 unknown',
      'p2 g1 open',
    ]);
    expect([...(model.lit.get('fn-1') ?? [])].map(([, state]) => state)).toEqual([
      'blocked',
      'blocked',
      'unknown',
    ]);
    expect(pictureSvg(model).source).toContain('>1 blocked, 1 unknown</text>');
  });

  it('stays readable, however many functions and groups there are', () => {
    const { functions } = pageFunctions(sampleView({ functions: 400, profiles: 400 }), () => undefined);
    const model = pictureModel(functions);
    expect(model.groups.length).toBeLessThanOrEqual(20);
    expect(model.groups.flatMap((group) => group.functions).length).toBe(400);
    expect(model.lit.size).toBe(400);
    const svg = pictureSvg(model).source;
    expect(Number(/ height="(\d+)"/.exec(svg)?.[1])).toBeLessThan(3000);
    expect(svg).not.toContain('NaN');
  });

  it('keeps the columns, for functions without any path too', () => {
    const svg = pictureSvg(
      modelOf(view({ x: [path('a', 'open', 'granted', 'nat')], y: [], z: [path('a', 'open', 'granted')] })),
    ).source;
    const left = (id: string) =>
      Number(new RegExp(`id="n-${id}"><(?:title>[^<]*</title><)?rect x="([\\d.]+)"`).exec(svg)?.[1]);
    expect(left('p1')).toBe(left('p2'));
    expect(left('p1')).toBe(left('p3'));
    expect(left('g1')).toBeGreaterThan(left('p1'));
    expect(left('d1')).toBeGreaterThan(left('g1'));
    expect(pictureSvg(modelOf(view({ y: [] }))).source).toContain('id="n-p1"');
  });
});

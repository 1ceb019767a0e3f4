import fc from 'fast-check';
import { jsonPosition } from '../../../policies/report/json-position';

test('finds keys and items, and stops where the way ends', () => {
  const text = '{\n  "a": [1, {"b\\"c": "}]"},\n    true ],\n "d": {} }';
  expect(jsonPosition(text, [])).toEqual({ line: 1, column: 1 });
  expect(jsonPosition(text, ['a'])).toEqual({ line: 2, column: 8 });
  expect(jsonPosition(text, ['a', 1, 'b"c'])).toEqual({ line: 2, column: 21 });
  expect(jsonPosition(text, ['a', 2])).toEqual({ line: 3, column: 5 });
  expect(jsonPosition(text, ['d', 'nosuch', 'deeper'])).toEqual({ line: 4, column: 7 });
});

test('a value that is found reads as the value', () => {
  const spaces = fc.constantFrom(undefined, 1, 2);
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 4 }),
      spaces,
      fc.infiniteStream(fc.nat()),
      (value, indent, choices) => {
        const text = JSON.stringify(value, null, indent);
        const path: (string | number)[] = [];
        let at: unknown = JSON.parse(text);
        for (const choice of choices) {
          if (typeof at !== 'object' || at === null || path.length > 4) break;
          const keys = Object.keys(at);
          const key = keys[choice % Math.max(1, keys.length)];
          if (key === undefined) break;
          path.push(Array.isArray(at) ? Number(key) : key);
          at = (at as Record<string, unknown>)[key];
        }
        const { line, column = 0 } = jsonPosition(text, path);
        const rest = text
          .split('\n')
          .slice(line - 1)
          .join('\n')
          .slice(column - 1);
        expect(rest.startsWith(JSON.stringify(at, null, indent).split('\n')[0] ?? '')).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

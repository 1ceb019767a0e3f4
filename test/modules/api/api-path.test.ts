import {
  arnPathOf,
  checkPath,
  checkSiblings,
  parametersOf,
  pathName,
  segmentsOf,
} from '../../../modules/api/api-path';
import { Problems } from '../../../modules/core/errors';

function codes(check: (problems: Problems) => void): readonly string[] {
  const problems = new Problems();
  check(problems);
  return problems.all.map(({ code }) => code);
}

describe('paths', () => {
  test.each([
    ['/', [], [], '/', 'Root'],
    ['/deposits', ['deposits'], [], '/deposits', 'Deposits'],
    ['/deposits/{id}', ['deposits', '{id}'], ['id'], '/deposits/*', 'Deposits-ById'],
    ['/files/{proxy+}', ['files', '{proxy+}'], ['proxy'], '/files/*', 'Files-ByProxy'],
  ])('%s', (path, segments, parameters, arnPath, name) => {
    expect(segmentsOf(path)).toEqual(segments);
    expect(parametersOf(path)).toEqual(parameters);
    expect(arnPathOf(path)).toBe(arnPath);
    expect(pathName(path)).toBe(name);
    expect(codes((problems) => checkPath(problems, path))).toEqual([]);
  });

  test.each([
    ['deposits', ['api-path']],
    ['/deposits/', ['api-path']],
    ['', ['api-path']],
    ['/depo sits', ['api-path']],
    ['/{id', ['api-path']],
    ['/{id}/{id}', ['api-path-parameters']],
    ['/{all+}/x', ['api-path-greedy']],
  ])('refuses %p', (path, expected) => {
    expect(codes((problems) => checkPath(problems, path))).toEqual(expected);
  });

  test.each([
    ['/deposits/{id}', ['/deposits/{number}'], ['api-path-sibling']],
    ['/deposits/{id}/image', ['/deposits/{id}'], []],
    ['/deposits/{id}/{a}', ['/deposits/{id}/{b}'], ['api-path-sibling']],
    ['/deposits/{id}', ['/files/{name}', '/deposits/latest'], []],
    ['/{a}', ['/{b}/x'], ['api-path-sibling']],
  ])('%s beside %p', (path, others, expected) => {
    expect(codes((problems) => checkSiblings(problems, path, others))).toEqual(expected);
  });
});

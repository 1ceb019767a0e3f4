import { DataApiError } from './errors';

/**
 * The elements of a one-dimensional array in PostgreSQL's text form (`{a,"b,c",NULL}`).
 * @throws DataApiError UnsupportedResultException for more dimensions, which Serverless v2 does not return
 */
export function parseArrayLiteral(literal: string): readonly (string | null)[] {
  // Bounds other than from one are written in front: [2:3]={a,b}
  const body = literal.slice(literal.indexOf('{') + 1, -1);
  const elements: (string | null)[] = [];
  let at = 0;
  while (at < body.length) {
    if (body[at] === '{') {
      throw new DataApiError('UnsupportedResultException', 'The result contains a multidimensional array');
    }
    if (body[at] === '"') {
      let text = '';
      at += 1;
      while (at < body.length && body[at] !== '"') {
        if (body[at] === '\\') at += 1;
        text += body[at];
        at += 1;
      }
      elements.push(text);
      at += 2;
    } else {
      const comma = body.indexOf(',', at);
      const end = comma < 0 ? body.length : comma;
      const text = body.slice(at, end);
      elements.push(text === 'NULL' ? null : text);
      at = end + 1;
    }
  }
  return elements;
}

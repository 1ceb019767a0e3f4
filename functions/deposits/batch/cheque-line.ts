import { type DepositRequest, parseDepositRequest } from '../deposit-request';
import { type FieldProblem, InvalidDepositError } from '../errors';

/** A deposit request as a line of a batch says it: the branch's machine has read the cheque, so there is no image. */
export type ChequeLine = Omit<DepositRequest, 'imageContentType'>;

/** A deposit has some hundred bytes: as much as the body of `POST /deposits` may have. */
const MAX_LINE_CHARACTERS = 16 * 1024;

/** As many as help; a line of unknown members could have thousands. */
const MAX_PROBLEMS = 20;

/** The cheque, or everything that is wrong with the line. Problems name members and never repeat values. */
export function parseChequeLine(text: string): ChequeLine | readonly FieldProblem[] {
  if (text.length > MAX_LINE_CHARACTERS) {
    return [{ pointer: '', detail: `must have at most ${MAX_LINE_CHARACTERS} characters` }];
  }
  const input = parseJson(text);
  if (input === undefined) return [{ pointer: '', detail: 'must be JSON' }];
  const problems = Object.hasOwn(Object(input), 'image') ? [IMAGE_REFUSED] : [];
  try {
    const { imageContentType: _jpegByDefault, ...cheque } = parseDepositRequest(withoutImage(input));
    return problems.length > 0 ? problems : cheque;
  } catch (error) {
    if (!(error instanceof InvalidDepositError)) throw error;
    return [...problems, ...error.problems].slice(0, MAX_PROBLEMS);
  }
}

const IMAGE_REFUSED: FieldProblem = {
  pointer: '/image',
  detail: 'is for deposits that come one by one: a cheque of a batch has no image',
};

/** What a line is read from may be anything that JSON can say. */
function withoutImage(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== 'image'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

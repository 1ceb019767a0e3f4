const WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** Whether the text is a routing number of the American Bankers Association: nine digits, their weighted sum a multiple of ten. */
export function isRoutingNumber(text: string): boolean {
  if (!/^[0-9]{9}$/.test(text) || text === '000000000') return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return sum % 10 === 0;
}

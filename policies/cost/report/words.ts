import type { Decimal } from '../decimal';

/** `$1,258.08`, `−$0.52`; `$0.0042` where cents would say nothing. */
export function dollars(amount: Decimal): string {
  const size = amount.isNegative ? amount.negated() : amount;
  const tiny = !size.isZero && size.toFixed(2) === '0.00';
  const [whole = '0', cents = '00'] = size.toFixed(tiny ? 4 : 2).split('.');
  const text = `$${grouped(whole)}.${cents}`;
  return amount.isNegative && /[1-9]/.test(text) ? `−${text}` : text;
}

/** To the cent, for columns: `1,258.08`. */
export function cents(amount: Decimal): string {
  const [whole = '0', rest = '00'] = amount.toFixed(2).split('.');
  return `${whole.startsWith('-') ? `-${grouped(whole.slice(1))}` : grouped(whole)}.${rest}`;
}

/** A quantity with at most so many decimals: `1,042.9`. */
export function quantity(value: Decimal, decimals = 2): string {
  const text = value.toFixed(decimals);
  const [whole = '0', rest = ''] = text.split('.');
  const tail = rest.replace(/0+$/, '');
  const head = whole.startsWith('-') ? `-${grouped(whole.slice(1))}` : grouped(whole);
  return tail === '' ? head : `${head}.${tail}`;
}

/** `1 zone`, `3 zones`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

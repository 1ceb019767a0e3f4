/** A text as content or attribute of an element. */
export function escaped(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );
}

/** A coordinate to a tenth of a pixel: nobody sees more, and the files are the same on every machine. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

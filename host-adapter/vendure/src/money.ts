/** Vendure counts in minor units, the rules in decimals; nothing here is a float beyond 2^53. */

/** `125000` as `1250.00`. */
export function toDecimal(minor: number): string {
  const sign = minor < 0 ? '-' : '';
  const digits = Math.abs(minor).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1250.00` as `125000`; undefined where it has more decimals than minor units show. */
export function toMinor(decimal: string): number | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) return undefined;
  const [, sign, whole, decimals = ''] = parts;
  if (/[^0]/.test(decimals.slice(2))) return undefined;
  const minor = Number(`${whole}${decimals.slice(0, 2).padEnd(2, '0')}`);
  if (!Number.isSafeInteger(minor)) return undefined;
  return sign ? -minor : minor;
}

/** Whether two decimals are one number. */
export function same(one: string, other: string): boolean {
  const plain = (text: string) => {
    const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
    return trimmed === '-0' ? '0' : trimmed;
  };
  return plain(one) === plain(other);
}

/** Decimals of at most six places, added up exactly; each with its sign, `-1` to take it off. */
export function total(terms: [string, 1 | -1][]): string {
  const units = terms.reduce((sum, [text, sign]) => {
    const [whole = '0', decimals = ''] = text.split('.');
    const value = BigInt(`${whole}${decimals.slice(0, 6).padEnd(6, '0')}`);
    return sum + (sign < 0 ? -value : value);
  }, 0n);
  const digits = (units < 0n ? -units : units).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -6)}.${fraction}`;
}

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

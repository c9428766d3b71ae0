/** Sums of exact decimals, as the contract writes them: the rules decide amounts, the tables only add them up. */

const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

function units(text: string, scale: number): bigint {
  const parts = FORM.exec(text);
  if (!parts) throw new TypeError(`\`${text}\` is no decimal`);
  const [, sign, whole, decimals = ''] = parts;
  const all = BigInt(whole + decimals.padEnd(scale, '0'));
  return sign ? -all : all;
}

const scaleOf = (text: string) => /\.(\d+)$/.exec(text)?.[1].length ?? 0;

function written(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const decimals = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${decimals && `.${decimals}`}`;
}

/** Without trailing zeros, so that equal numbers are equal texts. */
export function plus(...terms: string[]): string {
  const scale = Math.max(0, ...terms.map(scaleOf));
  return written(terms.reduce((sum, term) => sum + units(term, scale), 0n), scale);
}

export function minus(from: string, what: string): string {
  return plus(from, negative(what));
}

export function negative(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** Above 0, 0 or below. */
export function sign(text: string): number {
  const value = units(text, scaleOf(text));
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

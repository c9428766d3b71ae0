/** A form that text has to have, and its name for whoever wrote something else. */
export type Form = [form: { test(text: string): boolean }, expected: string];

/** Lines broken in one way, as a file is read: a value that is said, read out and loaded again is the same. */
export function plainBreaks(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** A day that the calendar has: a decision on one that it has not is no decision at all. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(text);
  // `Date` takes the 30th of February for the 2nd of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const ISO = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function isMoment(text: string): boolean {
  const day = ISO.exec(text)?.[1];
  return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(text));
}

const digits = (decimals: number) => `at most 12 digits before the point and ${decimals} behind it`;

/** Prices, quantities, kilograms: the contract has 18 digits. */
export const DECIMAL: Form = [/^\d{1,12}(\.\d{1,6})?$/, `a number such as \`12.50\`, ${digits(6)}`];
/** Sums of money, which are added up for a company: 900 of the largest are still a decimal of the contract. */
export const AMOUNT: Form = [/^\d{1,12}(\.\d{1,4}0{0,2})?$/, `a sum such as \`12.50\`, ${digits(4)}`];
export const SIGNED: Form = [/^-?\d{1,12}(\.\d{1,4}0{0,2})?$/, `a sum such as \`12.50\` or \`-12.50\`, ${digits(4)}`];
export const LIMIT: Form = [AMOUNT[0], `${AMOUNT[1]}, or \`unlimited\``];
/** Goods are sold by the piece; an export may write `10.000`. */
export const PIECES: Form = [/^(?!0+(\.0+)?$)\d{1,9}(\.0{1,6})?$/, 'a whole number above 0, at most 999999999'];
export const PERCENT: Form = [
  /^(\d{1,2}(\.\d{1,6})?|100(\.0{1,6})?)$/, 'a percentage from `0` to `100`, at most 6 digits behind the point',
];
export const DAY: Form = [{ test: isDay }, 'a day such as `2026-01-31`'];
export const MONTH: Form = [
  { test: (text) => /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`) }, 'a month such as `2026-01`',
];
export const MOMENT: Form = [{ test: isMoment }, 'a moment such as `2026-01-31T09:00+03:00`'];
export const CURRENCY: Form = [/^[A-Z]{3}$/, 'a currency such as `RUB`'];
export const COUNTRY: Form = [/^[A-Z]{2}$/, 'a country such as `RU`'];
export const FLAG: Form = [/^(true|false)$/, '`true` or `false`'];
export const EMAIL: Form = [/^[^@\s]{1,64}@[^@\s]{1,190}$/, 'an e-mail address'];
export const ATTRIBUTES: Form = [
  /^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/, 'attributes such as `region=south,category=wholesale`',
];

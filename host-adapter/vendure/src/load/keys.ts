import { cell, Column, Row, TableSpec } from './spec';
import { ColumnOf, Table, TABLES } from './tables';

/** Columns by which a row is one and no other: it is written over by them, taken out by them, and a file has it once. */
const KEYS: { [T in Table]: ColumnOf<T>[] } = {
  companies: ['code'],
  outlets: ['account'],
  employees: ['email'],
  reps: ['code'],
  bindings: ['rep', 'company', 'outlet'],
  absences: ['rep', 'first_day'],
  contracts: ['code'],
  priceLists: ['code'],
  prices: ['sku', 'price_list', 'from'],
  receivables: ['id'],
  turnover: ['company', 'month'],
  bought: ['company', 'sku', 'month'],
  limits: ['company', 'contract', 'currency'],
  workingTime: ['start'],
  products: ['sku'],
  bonusAccounts: ['phone'],
  bonusMembers: ['outlet'],
  bonusLots: ['phone', 'lot'],
  bonusOrders: ['phone', 'order'],
  books: ['company'],
  openings: ['company', 'contract', 'currency'],
  ledger: ['company', 'id'],
  details: ['account', 'name'],
};

export function keysOf(table: Table): string[] {
  return KEYS[table];
}

/** Where a column's value is in the entity. */
export function pathOf({ cells, names }: TableSpec, name: string): string {
  const column = (cells[name] ?? names?.[name]) as string | Column;
  return typeof column === 'string' ? column : column.at;
}

/** What a cell stands for where rows are found by it; null: there is nothing in it. Throws `RowError`. */
export function meant({ cells }: TableSpec, row: Row, name: string): unknown {
  const [text, column] = [row[name], cells[name]];
  if (text === undefined) return null;
  return typeof column === 'object' && column.value ? column.value(text, name) : text;
}

/** The key that a row names, in the order of its columns. Throws `RowError` where it names none. */
export function keyOf(table: Table, row: Row): unknown[] {
  const spec = TABLES[table];
  for (const name of KEYS[table]) if (spec.required.includes(name)) cell(row, name);
  return KEYS[table].map((name) => meant(spec, row, name));
}

/** Tells of each row whether an earlier one of the file is the same, and of which line. */
export function repeats(table: Table): (row: Row, line: number) => string | undefined {
  const lines = new Map<string, number>();
  return (row, line) => {
    const key = JSON.stringify(KEYS[table].map((name) => meant(TABLES[table], row, name)));
    const before = lines.get(key);
    if (before === undefined) {
      lines.set(key, line);
      return undefined;
    }
    return `${KEYS[table].map((name) => `\`${name}\``).join(', ')}: as in line ${before}; expected each once`;
  };
}

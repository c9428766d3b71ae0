import { Row, Table } from './tables';

/** Columns by which a row is one and no other: it is written over by them, and a file has it once. */
const KEYS: Record<Table, string[]> = {
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

/** Tells of each row whether an earlier one of the file is the same, and of which line. */
export function repeats(table: Table): (row: Row, line: number) => string | undefined {
  const columns = KEYS[table];
  const lines = new Map<string, number>();
  return (row, line) => {
    const key = JSON.stringify(columns.map((name) => (name === 'email' ? row[name]?.toLowerCase() : row[name]) ?? null));
    const before = lines.get(key);
    if (before === undefined) {
      lines.set(key, line);
      return undefined;
    }
    return `${columns.map((name) => `\`${name}\``).join(', ')}: as in line ${before}; expected each once`;
  };
}

import { Book, LedgerEntry, Opening } from '../entities';
import { CURRENCY, DAY, SIGNED } from '../forms';
import { cell, companyOf, match, needed, RowError, table, told } from './spec';

const KINDS = ['invoice', 'correction', 'return', 'payment'];

/** The books: from the first day that every entry is here, what was owed before, and what moved since. */
export const DOCUMENT_TABLES = {
  books: table({
    kind: Book,
    required: ['company', 'since'],
    optional: [],
    read: async (row, db) => {
      const of = await companyOf(row, db);
      const found = await db.getRepository(Book).findOne({ where: { company: { id: of.id } } });
      return Object.assign(found ?? new Book({ company: of }), { since: needed(row, 'since', DAY) });
    },
    cells: { company: 'company.code', since: 'since' },
  }),
  openings: table({
    kind: Opening,
    required: ['company', 'contract', 'currency', 'balance'],
    optional: [],
    read: async (row, db) => {
      const of = await companyOf(row, db);
      const where = { contract: cell(row, 'contract'), currency: needed(row, 'currency', CURRENCY) };
      const found = await db.getRepository(Opening).findOne({ where: { ...where, company: { id: of.id } } });
      return Object.assign(found ?? new Opening({ company: of, ...where }), { balance: needed(row, 'balance', SIGNED) });
    },
    cells: { company: 'company.code', contract: 'contract', currency: 'currency', balance: 'balance' },
  }),
  ledger: table({
    kind: LedgerEntry,
    required: ['id', 'company', 'contract', 'currency', 'day', 'kind', 'amount'],
    optional: ['due'],
    read: async (row, db) => {
      const of = await companyOf(row, db);
      const kind = cell(row, 'kind');
      if (!KINDS.includes(kind)) throw new RowError(`\`kind\` is \`${kind}\`; expected ${KINDS.join(', ')}`);
      const code = cell(row, 'id');
      const found = await db.getRepository(LedgerEntry).findOne({ where: { company: { id: of.id }, code } });
      return Object.assign(found ?? new LedgerEntry({ company: of, code }), {
        contract: cell(row, 'contract'),
        currency: needed(row, 'currency', CURRENCY),
        day: needed(row, 'day', DAY),
        kind,
        amount: needed(row, 'amount', SIGNED),
      }, told(row, { due: () => ({ due: match(row, 'due', ...DAY) }) }));
    },
    cells: {
      id: 'code', company: 'company.code', contract: 'contract', currency: 'currency', day: 'day', kind: 'kind', amount: 'amount',
      due: 'due',
    },
    names: { contract: 'contract' },
  }),
};

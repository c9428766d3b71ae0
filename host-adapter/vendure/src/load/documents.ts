import { Book, Company, LedgerEntry, Opening } from '../entities';
import { EntityManager } from 'typeorm';
import { CURRENCY, DAY, SIGNED } from '../forms';
import { cell, DocumentTable, known, match, needed, Row, RowError, TableSpec, told } from './tables';

const KINDS = ['invoice', 'correction', 'return', 'payment'];

const company = (row: Row, db: EntityManager) => known(db, Company, 'code', cell(row, 'company'), 'company');

/** The books: from the first day that every entry is here, what was owed before, and what moved since. */
export const DOCUMENT_TABLES: Record<DocumentTable, TableSpec> = {
  books: {
    required: ['company', 'since'],
    optional: [],
    read: async (row, db) => {
      const of = await company(row, db);
      const found = await db.getRepository(Book).findOne({ where: { company: { id: of.id } } });
      return Object.assign(found ?? new Book({ company: of }), { since: needed(row, 'since', DAY) });
    },
  },
  openings: {
    required: ['company', 'contract', 'currency', 'balance'],
    optional: [],
    read: async (row, db) => {
      const of = await company(row, db);
      const where = { contract: cell(row, 'contract'), currency: needed(row, 'currency', CURRENCY) };
      const found = await db.getRepository(Opening).findOne({ where: { ...where, company: { id: of.id } } });
      return Object.assign(found ?? new Opening({ company: of, ...where }), { balance: needed(row, 'balance', SIGNED) });
    },
  },
  ledger: {
    required: ['id', 'company', 'contract', 'currency', 'day', 'kind', 'amount'],
    optional: ['due'],
    read: async (row, db) => {
      const of = await company(row, db);
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
  },
};

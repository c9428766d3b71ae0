import { Order } from '@vendure/core';
import type { ObjectLiteral } from 'typeorm';
import {
  Absence, AuditRecord, Binding, Book, BonusLot, BonusMember, BonusMove, BonusOrder, Bought, Company, Contract, CreditLimit, Detail, Employee,
  Entry, Grant, Invoice, LedgerEntry, Opening, Outlet, Paper, PriceRow, PromoUse, Receivable, Turnover,
} from '../entities';
import { OWN } from './loyalty';
import type { Kind } from './spec';
import type { Table } from './tables';

/** One of them, and several. */
type Words = [one: string, many: string];

/** How a row is named, and what is done about it before the row is taken out. */
export interface Advice {
  verb: string;
  then: Words;
}

const TAKEN: Advice = { verb: 'has', then: ['take that out first', 'take these out first'] };
const LOADED: Advice = { verb: 'is named by', then: ['load that with another first', 'load these with another first'] };
const CHOSEN: Advice = { verb: 'is chosen by', then: ['he chooses another first', 'they choose another first'] };
const PASSING: Advice = { verb: 'is kept by', then: ['wait until that is over', 'wait until these are over'] };
/** Nothing is: what happened, happened. */
export const STAYING: Advice = { verb: 'is named by', then: ['that stays, and so does it', 'these stay, and so does it'] };

/** In the order in which they are told. */
export const ADVICE = [TAKEN, LOADED, CHOSEN, PASSING, STAYING];

/** Entities that name a row of a table. */
export interface Naming {
  kind: Kind<ObjectLiteral>;
  /** Where: a relation to it, or its code. */
  at: string;
  words: Words;
  advice: Advice;
  /** Those alone for which this holds of `row`. `:now` is the moment. */
  only?: string;
  /** They name an order, and `at` is where that order does. */
  byOrder?: boolean;
}

/** Texts of entities that may name a row. */
export interface Scan {
  kind: Kind<ObjectLiteral>;
  at: string;
  words: Words;
  /** What is in them where they do. */
  piece(code: string): string;
}

const ENTITY = 'customFields.comptoirEntity';
const CONTRACT = 'customFields.comptoirContract';

/** By table, who names its rows. A foreign key that is not here keeps its row all the same, see `References`. */
export const NAMINGS: Partial<Record<Table, Naming[]>> = {
  companies: [
    { kind: Outlet, at: 'company', words: ['outlet', 'outlets'], advice: TAKEN },
    { kind: Binding, at: 'company', words: ['binding', 'bindings'], advice: TAKEN },
    { kind: Contract, at: 'company', words: ['contract', 'contracts'], advice: TAKEN },
    { kind: Receivable, at: 'company', words: ['receivable', 'receivables'], advice: TAKEN },
    { kind: Turnover, at: 'company', words: ['row of turnover', 'rows of turnover'], advice: TAKEN },
    { kind: Bought, at: 'company', words: ['row of bought', 'rows of bought'], advice: TAKEN },
    { kind: CreditLimit, at: 'company', words: ['limit', 'limits'], advice: TAKEN },
    { kind: Book, at: 'company', words: ['book', 'books'], advice: TAKEN },
    { kind: Opening, at: 'company', words: ['opening', 'openings'], advice: TAKEN },
    { kind: LedgerEntry, at: 'company', words: ['ledger entry', 'ledger entries'], advice: TAKEN },
    { kind: Grant, at: 'company', words: ['grant', 'grants'], advice: STAYING },
    { kind: Order, at: ENTITY, words: ['order', 'orders'], advice: STAYING },
    { kind: Invoice, at: ENTITY, byOrder: true, words: ['invoice', 'invoices'], advice: STAYING },
    { kind: Paper, at: 'for', only: "row.kind = 'waybill'", words: ['waybill', 'waybills'], advice: STAYING },
    { kind: BonusMove, at: ENTITY, byOrder: true, words: ['bonus move', 'bonus moves'], advice: STAYING },
    { kind: PromoUse, at: 'company', words: ['use of a promo code', 'uses of promo codes'], advice: STAYING },
  ],
  outlets: [
    { kind: Employee, at: 'outlet', words: ['employee', 'employees'], advice: TAKEN },
    { kind: Binding, at: 'outlet', words: ['binding', 'bindings'], advice: TAKEN },
    { kind: BonusMember, at: 'outlet', words: ['bonus account', 'bonus accounts'], advice: TAKEN },
    { kind: Detail, at: 'outlet', words: ['detail', 'details'], advice: TAKEN },
    { kind: Entry, at: 'account', words: ['entry of staff', 'entries of staff'], advice: STAYING },
  ],
  employees: [{ kind: Entry, at: 'employee', words: ['entry of staff', 'entries of staff'], advice: STAYING }],
  reps: [
    { kind: Binding, at: 'rep', words: ['binding', 'bindings'], advice: TAKEN },
    { kind: Absence, at: 'rep', words: ['absence', 'absences'], advice: TAKEN },
    { kind: Absence, at: 'substitute', words: ['absence of somebody else', 'absences of others'], advice: LOADED },
  ],
  contracts: [
    { kind: CreditLimit, at: 'contract', words: ['limit', 'limits'], advice: TAKEN },
    { kind: Opening, at: 'contract', words: ['opening', 'openings'], advice: TAKEN },
    { kind: LedgerEntry, at: 'contract', words: ['ledger entry', 'ledger entries'], advice: TAKEN },
    { kind: Employee, at: 'contract', words: ['employee', 'employees'], advice: CHOSEN },
    { kind: Order, at: CONTRACT, only: "row.orderPlacedAt IS NULL AND row.state != 'Cancelled'", words: ['cart', 'carts'], advice: PASSING },
    { kind: Entry, at: 'contract', only: 'row.ended IS NULL AND row.until > :now', words: ['entry of staff', 'entries of staff'], advice: PASSING },
    { kind: Order, at: CONTRACT, only: 'row.orderPlacedAt IS NOT NULL', words: ['order', 'orders'], advice: STAYING },
  ],
  priceLists: [
    { kind: PriceRow, at: 'priceList', words: ['price', 'prices'], advice: TAKEN },
    { kind: Company, at: 'priceList', words: ['company', 'companies'], advice: LOADED },
    { kind: Contract, at: 'priceList', words: ['contract', 'contracts'], advice: LOADED },
  ],
  bonusAccounts: [
    { kind: BonusMember, at: 'account', words: ['member', 'members'], advice: TAKEN },
    { kind: BonusOrder, at: 'account', only: `row.channel != '${OWN}'`, words: ['bonus order', 'bonus orders'], advice: TAKEN },
    { kind: BonusOrder, at: 'account', only: `row.channel = '${OWN}'`, words: ['order', 'orders'], advice: STAYING },
    { kind: BonusLot, at: 'account', words: ['lot', 'lots'], advice: STAYING },
  ],
};

// As `canonical` of the audit and the life of an order write it.
const principal = (code: string) => `"principal":${JSON.stringify(code)}`;
const AUDIT: Scan = { kind: AuditRecord, at: 'record', words: ['audit record', 'audit records'], piece: principal };

/** By table, texts that name its rows. */
export const SCANS: Partial<Record<Table, Scan[]>> = {
  companies: [AUDIT],
  outlets: [{ kind: Order, at: 'customFields.comptoirLife', words: ['order', 'orders'], piece: principal }, AUDIT],
};

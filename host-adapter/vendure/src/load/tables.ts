import { COMMERCE_TABLES } from './commerce';
import { CREDIT_TABLES } from './credit';
import { DETAIL_TABLES } from './details';
import { DOCUMENT_TABLES } from './documents';
import { LOYALTY_TABLES } from './loyalty';
import { PEOPLE_TABLES } from './people';
import { PRODUCT_TABLES } from './products';
import type { TableSpec } from './spec';

/** Every table that is loaded, read out and taken out of by rows. */
const ALL = {
  ...PEOPLE_TABLES, ...COMMERCE_TABLES, ...CREDIT_TABLES, ...PRODUCT_TABLES, ...LOYALTY_TABLES, ...DOCUMENT_TABLES, ...DETAIL_TABLES,
};

export type Table = keyof typeof ALL;

/** Names of a table's columns. */
export type ColumnOf<T extends Table> = keyof (typeof ALL)[T]['cells'] & string;

export const TABLES: Record<Table, TableSpec> = ALL;

/** All of them, in the order in which they are written. */
export function columnsOf({ required, optional }: TableSpec): string[] {
  return [...required, ...optional];
}

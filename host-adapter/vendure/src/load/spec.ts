import { Permission, VendureEntity } from '@vendure/core';
import { EntityManager, ObjectLiteral } from 'typeorm';
import { Company } from '../entities';
import { Form } from '../forms';

/** One row of a file: cells by the header's names; an empty cell is none. */
export type Row = Record<string, string | undefined>;

/** A row can't be taken. */
export class RowError extends Error {}

export type Kind<T> = new (input?: never) => T;

/** A value of an entity, or of one that it belongs to. */
type Path<E> = {
  [K in keyof E & string]: NonNullable<E[K]> extends VendureEntity
    ? `${K}.${keyof NonNullable<E[K]> & string}`
    : K extends 'customFields' ? `${K}.${keyof E[K] & string}` : K;
}[keyof E & string];

/** A column: where its value is, and how a file has it where that is not simply its text. */
export interface Column<P extends string = string> {
  at: P;
  /** Null: an empty cell. */
  text?(value: string | null): string | null;
  /** What a cell means where rows are found by it. */
  value?(text: string, name: string): unknown;
  /** One value is one, however a row has it written. */
  isNumber?: boolean;
}

/** A table as all of them are alike. */
export interface TableSpec {
  kind: Kind<ObjectLiteral>;
  required: string[];
  optional: string[];
  /** The entity of a row, new or the one it writes over, ready to be saved; several where others change with it. */
  read(row: Row, db: EntityManager): Promise<ObjectLiteral | ObjectLiteral[]>;
  /** The inverse of `read`, column by column. */
  cells: Record<string, string | Column>;
  /** Beside its key, what names a row of another table by its code: rows are found by it. */
  names?: Record<string, string>;
  /** Of entities that are not all the table's, a condition on `row` for those that are. */
  only?: string;
  /** It holds people's addresses or phones: whoever reads it may read those. */
  seenWith?: Permission;
  /** Why none of its rows is taken out, and what to do instead. */
  stays?: string;
  /** What to do instead, where one can't be because it is named by what stays. */
  instead?: string;
}

/** A table of this entity: every column that may be read has its cell. */
export function table<E extends ObjectLiteral, R extends string, O extends string>(
  spec: Omit<TableSpec, 'kind' | 'required' | 'optional' | 'cells' | 'names'> & {
    kind: Kind<E>;
    required: R[];
    optional: O[];
    cells: Record<NoInfer<R | O>, Path<E> | Column<Path<E>>>;
    names?: Record<string, Path<E>>;
  },
) {
  return spec;
}

export function cell(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw new RowError(`\`${name}\` is empty`);
  return value;
}

export function match(row: Row, name: string, form: Form[0], expected: string): string | null {
  const value = row[name];
  if (value === undefined) return null;
  if (!form.test(value)) throw new RowError(`\`${name}\` is \`${value}\`; expected ${expected}`);
  return value;
}

export function needed(row: Row, name: string, form: Form): string {
  cell(row, name);
  return match(row, name, ...form) as string;
}

/**
 * What the file says beside the row's key, by column: one that it does not have says nothing, and what is known stays; an
 * empty cell clears it.
 */
export function told<T extends object>(row: Row, columns: Record<string, () => T>): Partial<T> {
  return Object.assign({}, ...Object.entries(columns).filter(([name]) => Object.hasOwn(row, name)).map(([, value]) => value()));
}

/** The entity that a row refers to. */
export async function known<T extends ObjectLiteral>(
  db: EntityManager, kind: Kind<T>, key: string, value: string, what: string, relations: string[] = [],
): Promise<T> {
  const found = await db.getRepository(kind).findOne({ where: { [key]: value } as never, relations });
  if (!found) throw new RowError(`there is no ${what} \`${value}\``);
  return found;
}

/** The company that a row's own column names. */
export function companyOf(row: Row, db: EntityManager): Promise<Company> {
  return known(db, Company, 'code', cell(row, 'company'), 'company');
}

/** Of a condition: the column has the number of this parameter. */
export function sameNumber(column: string, parameter: string): string {
  return `CAST(${column} AS DECIMAL(21, 6)) = CAST(:${parameter} AS DECIMAL(21, 6))`;
}

/** The entity under this key with what the row says; a new one where there is none. */
export async function over<T extends ObjectLiteral>(db: EntityManager, kind: Kind<T>, where: object, values: object): Promise<T> {
  const found = await db.getRepository(kind).findOne({ where: where as never });
  return Object.assign(found ?? new kind({} as never), where, values);
}

/** An address by which somebody is found, whatever its case. */
export const lower = (text: string) => text.toLowerCase();

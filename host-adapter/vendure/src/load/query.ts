import { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { plus } from '../decimal';
import { columnsOf } from './tables';
import { pathOf } from './keys';
import { Column, sameNumber, TableSpec } from './spec';

/** The entity that a path begins with, where it is another one: `company` of `company.code`. */
export function ownerOf(path: string): string | undefined {
  const [owner, name] = path.split('.');
  return name === undefined || owner === 'customFields' ? undefined : owner;
}

/** A column as queries of `rowsOf` name it. */
export function inQuery(spec: TableSpec, name: string): string {
  const path = pathOf(spec, name);
  return ownerOf(path) ? path : `row.${path}`;
}

/** Rows of a table as `row`, in the order in which they came, with as much of what they belong to as its columns say. */
export function rowsOf(db: EntityManager, spec: TableSpec): SelectQueryBuilder<ObjectLiteral> {
  const columns = columnsOf(spec);
  const owners = new Set(columns.map((name) => ownerOf(pathOf(spec, name))).filter((owner) => owner !== undefined));
  const query = db.createQueryBuilder(spec.kind, 'row')
    .select(['row.id', ...columns.map((name) => inQuery(spec, name)), ...[...owners].map((owner) => `${owner}.id`)])
    .orderBy('row.id', 'ASC');
  for (const owner of owners) query.leftJoin(`row.${owner}`, owner);
  return spec.only ? query.where(spec.only) : query;
}

/** A condition: the column has this value; null: none. `at` tells its parameter from others. */
export function having(spec: TableSpec, name: string, value: unknown, at: string): [condition: string, parameters: ObjectLiteral] {
  const column = inQuery(spec, name);
  if (value === null) return [`${column} IS NULL`, {}];
  return [isNumber(spec, name) ? sameNumber(column, at) : `${column} = :${at}`, { [at]: value }];
}

function isNumber({ cells }: TableSpec, name: string): boolean {
  const column = cells[name];
  return typeof column === 'object' && column.isNumber === true;
}

/** The value of a column; a number as it is loaded now, whatever the row has. */
export function valueOf(spec: TableSpec, entity: ObjectLiteral, name: string): unknown {
  const value = pathOf(spec, name).split('.').reduce<unknown>((of, part) => (of as ObjectLiteral | null)?.[part], entity) ?? null;
  return typeof value === 'string' && isNumber(spec, name) ? plus(value) : value;
}

/** The cell of a column, as a file has it; null: an empty one. */
export function cellOf(spec: TableSpec, entity: ObjectLiteral, name: string): string | null {
  const value = valueOf(spec, entity, name);
  const text = value === null ? null : value instanceof Date ? value.toISOString() : String(value);
  const column = spec.cells[name] as string | Column;
  return (typeof column === 'object' && column.text ? column.text(text) : text) || null;
}

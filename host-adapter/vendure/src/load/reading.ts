import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import { writeCsv } from './csv';
import { keysOf, meant, pathOf } from './keys';
import { cellOf, having, ownerOf, rowsOf } from './query';
import { RowError, TableSpec } from './spec';
import { columnsOf, Table, TABLES } from './tables';

/** Most rows of one answer. */
export const MOST = 1000;

/** Rows that have this in this column; nothing: an empty cell. */
export interface CellWish {
  column: string;
  value?: string | null;
}

export interface Page {
  offset: number;
  limit: number;
}

/** Rows of tables, as a file has them: loaded again, they change nothing. */
@Injectable()
export class TableRows {
  constructor(private connection: TransactionalConnection) {}

  /** Two statements, whatever is in the table. */
  async read(ctx: RequestContext, table: Table, where: CellWish[], { offset, limit }: Page) {
    if (offset < 0) throw new UserInputError('`offset` is not negative');
    if (limit < 1 || limit > MOST) throw new UserInputError(`\`limit\` is 1 to ${MOST} rows; ask on with \`offset\``);
    const spec = TABLES[table];
    const columns = columnsOf(spec);
    const query = rowsOf(this.connection.getRepository(ctx, spec.kind).manager, spec);
    where.forEach((wish, at) => query.andWhere(...having(spec, wish.column, this.wished(table, spec, wish), `cell${at}`)));
    const total = await query.getCount();
    const found = await query.offset(offset).limit(limit).getMany();
    const rows = found.map((entity) => columns.map((name) => cellOf(spec, entity, name)));
    const next = offset + rows.length;
    return { columns, rows, csv: writeCsv([columns, ...rows]), total, nextOffset: rows.length > 0 && next < total ? next : null };
  }

  /** Rows are found by their key, and by the rows of other tables that they name. */
  private wished(table: Table, spec: TableSpec, { column, value }: CellWish): unknown {
    const own = columnsOf(spec).filter((name) => keysOf(table).includes(name) || ownerOf(pathOf(spec, name)));
    const known = [...new Set([...own, ...Object.keys(spec.names ?? {})])];
    if (!known.includes(column)) throw new UserInputError(`\`${table}\` are found by ${known.join(', ')}, not by \`${column}\``);
    try {
      return meant(spec, { [column]: value || undefined }, column);
    } catch (error) {
      throw error instanceof RowError ? new UserInputError(error.message) : error;
    }
  }
}

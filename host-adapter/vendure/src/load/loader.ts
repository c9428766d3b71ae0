import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import { parse } from 'csv-parse/sync';
import { DOCUMENT_TABLES } from './documents';
import { LOYALTY_TABLES } from './loyalty';
import { Row, RowError, Table, TABLES } from './tables';

export type { Table } from './tables';

export interface Loaded {
  rows: number;
  problems: { line: number; message: string }[];
}

/** Rows that are written at once. */
const CHUNK = 500;

/** Tables from CSV, as an accounting system exports them. All of a file or nothing of it. */
@Injectable()
export class Loader {
  constructor(private connection: TransactionalConnection) {}

  async load(ctx: RequestContext, table: Table, csv: string): Promise<Loaded> {
    const spec = { ...TABLES, ...LOYALTY_TABLES, ...DOCUMENT_TABLES }[table];
    let records: string[][];
    try {
      records = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    } catch (error) {
      return { rows: 0, problems: [{ line: (error as { lines?: number }).lines ?? 1, message: (error as Error).message }] };
    }
    const [header = [], ...rows] = records;
    const problems = this.header(header, spec.required, [...spec.required, ...spec.optional]);
    if (problems.length > 0) return { rows: 0, problems };

    // Not within one transaction with what the file gets wrong: nothing is saved before all rows are read.
    const db = this.connection.getRepository(ctx, 'comptoir_company').manager;
    const entities = [];
    for (const [index, cells] of rows.entries()) {
      const line = index + 2;
      if (cells.length !== header.length) {
        problems.push({ line, message: `${cells.length} cells; the header has ${header.length}` });
        continue;
      }
      const row: Row = Object.fromEntries(header.map((name, at) => [name, cells[at] || undefined]));
      try {
        entities.push(await spec.read(row, db));
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        problems.push({ line, message: error.message });
      }
    }
    if (problems.length > 0) return { rows: 0, problems };
    await db.save(entities, { chunk: CHUNK });
    return { rows: entities.length, problems: [] };
  }

  private header(header: string[], required: string[], known: string[]) {
    const problems = header
      .filter((name) => !known.includes(name))
      .map((name) => ({ line: 1, message: `there is no column \`${name}\`; known are ${known.join(', ')}` }));
    for (const name of required) {
      if (!header.includes(name)) problems.push({ line: 1, message: `the column \`${name}\` is missing` });
    }
    return problems;
  }
}

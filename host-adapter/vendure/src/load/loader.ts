import { Injectable } from '@nestjs/common';
import { ID, RequestContext, TransactionalConnection } from '@vendure/core';
import { parse } from 'csv-parse/sync';
import { Company } from '../entities';
import { Locks } from '../rules/locks';
import { FileError } from './archive';
import { DETAIL_TABLES } from './details';
import { DOCUMENT_TABLES } from './documents';
import { LOYALTY_TABLES } from './loyalty';
import { Row, RowError, Table, TABLES } from './tables';
import { readXlsx } from './xlsx';

export type { Table } from './tables';

export interface Loaded {
  rows: number;
  problems: { line: number; message: string }[];
}

/** Rows that are written at once. */
const CHUNK = 500;

const byId = (one: ID, other: ID) => (one < other ? -1 : 1);

/** Cells up to the last that is not empty. */
function filled(cells: string[]): number {
  return cells.reduce((last, cell, at) => (cell ? at + 1 : last), 0);
}

/** Tables from CSV or workbooks, as an accounting system exports them. All of a file or nothing of it. */
@Injectable()
export class Loader {
  constructor(private connection: TransactionalConnection, private locks: Locks) {}

  /** A workbook (.xlsx), its first sheet, or CSV in UTF-8. Throws `FileError` where it is neither. */
  async loadFile(ctx: RequestContext, table: Table, bytes: Buffer): Promise<Loaded> {
    if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
      const rows = await readXlsx(bytes);
      // Empty rows are left out, and the others keep their numbers.
      const lines = rows.map((cells, index) => ({ cells, line: index + 1 })).filter(({ cells }) => cells.some(Boolean));
      // Beyond the header and a row's own last cell, a cell is only empty.
      const wide = lines.length > 0 ? filled(lines[0].cells) : 0;
      return this.write(ctx, table, lines.map(({ cells, line }) => ({
        line, cells: Array.from({ length: Math.max(wide, filled(cells)) }, (_, at) => cells[at] ?? ''),
      })));
    }
    let csv: string;
    try {
      csv = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new FileError('the file is neither a workbook (.xlsx) nor text in UTF-8');
    }
    return this.load(ctx, table, csv);
  }

  async load(ctx: RequestContext, table: Table, csv: string): Promise<Loaded> {
    let records: string[][];
    try {
      records = parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    } catch (error) {
      return { rows: 0, problems: [{ line: (error as { lines?: number }).lines ?? 1, message: (error as Error).message }] };
    }
    return this.write(ctx, table, records.map((cells, index) => ({ cells, line: index + 1 })));
  }

  private async write(ctx: RequestContext, table: Table, [head, ...rows]: { cells: string[]; line: number }[]): Promise<Loaded> {
    const spec = { ...TABLES, ...LOYALTY_TABLES, ...DOCUMENT_TABLES, ...DETAIL_TABLES }[table];
    const header = head?.cells ?? [];
    const problems = this.header(header, spec.required, [...spec.required, ...spec.optional]);
    if (problems.length > 0) return { rows: 0, problems };

    // Not within one transaction with what the file gets wrong: nothing is saved before all rows are read.
    const db = this.connection.getRepository(ctx, 'comptoir_company').manager;
    const entities = [];
    for (const { cells, line } of rows) {
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
    // A decision that rests on what is known of these companies commits before this, or after it.
    const companies = entities.map((entity) =>
      (entity instanceof Company ? entity : (entity.company ?? entity.outlet?.company) as Company | undefined));
    const ids = [...new Set(companies.flatMap((company) => (company?.id === undefined ? [] : [company.id])))];
    for (let at = 0; at < ids.length; at += CHUNK) await this.locks.companies(ctx, ids.sort(byId).slice(at, at + CHUNK));
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

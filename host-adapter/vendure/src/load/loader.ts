import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection } from '@vendure/core';
import { ObjectLiteral } from 'typeorm';
import { CHUNK } from '../chunks';
import { FileError } from './archive';
import { readCsv } from './csv';
import { eachRow, headerProblems, Line, Loaded } from './lines';
import { TableLocks } from './locking';
import { columnsOf, Table, TABLES } from './tables';
import { readXlsx } from './xlsx';

export type { Table } from './tables';

/** Cells up to the last that is not empty. */
function filled(cells: string[]): number {
  return cells.reduce((last, cell, at) => (cell ? at + 1 : last), 0);
}

/** Tables from CSV or workbooks, as an accounting system exports them. All of a file or nothing of it. */
@Injectable()
export class Loader {
  constructor(private connection: TransactionalConnection, private locks: TableLocks) {}

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
    const lines = readCsv(csv);
    return Array.isArray(lines) ? this.write(ctx, table, lines) : { rows: 0, problems: [lines] };
  }

  private async write(ctx: RequestContext, table: Table, [head, ...lines]: Line[]): Promise<Loaded> {
    const spec = TABLES[table];
    const header = head?.cells ?? [];
    const misnamed = headerProblems(header, spec.required, columnsOf(spec));
    if (misnamed.length > 0) return { rows: 0, problems: misnamed };

    // Not within one transaction with what the file gets wrong: nothing is saved before all rows are read.
    const db = this.connection.getRepository(ctx, 'comptoir_company').manager;
    const entities: ObjectLiteral[][] = [];
    await this.locks.named(ctx, table, lines.map(({ cells }) => cells), header);
    const problems = await eachRow(table, header, lines, async (row) => entities.push([await spec.read(row, db)].flat()));
    if (problems.length > 0) return { rows: 0, problems };
    await db.save(entities.flat(), { chunk: CHUNK });
    return { rows: entities.length, problems: [] };
  }
}

import { parse } from 'csv-parse/sync';
import { plainBreaks } from '../forms';
import { Line, Problem } from './lines';

/** A record of csv-parse with `info`; its types know of records alone. */
interface Parsed {
  record: string[];
  /** `lines`: the last one that it is on. */
  info: { lines: number };
}

/** Line breaks within cells: a row is told by the line that it begins on. */
function breaks(cells: string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** The lines of a CSV, its header first; or what keeps it from being one. */
export function readCsv(csv: string): Line[] | Problem {
  try {
    // Of `\r\n` within a cell csv-parse counts two lines.
    const records = parse(plainBreaks(csv), {
      bom: true, relax_column_count: true, skip_empty_lines: true, trim: true, info: true,
    }) as unknown as Parsed[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines - breaks(record) }));
  } catch (error) {
    return { line: (error as { lines?: number }).lines ?? 1, message: (error as Error).message };
  }
}

/** Quoted where it would be read as another: `readCsv` trims. */
function quoted(cell: string): string {
  return cell === '' || !/[",\r\n]|^\s|\s$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`;
}

/** What `readCsv` reads as the same cells. */
export function writeCsv(rows: (string | null)[][]): string {
  return rows.map((cells) => `${cells.map((cell) => quoted(cell ?? '')).join(',')}\n`).join('');
}

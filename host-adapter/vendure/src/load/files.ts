import { plainBreaks } from '../forms';
import { FileError } from './archive';
import { readCsv } from './csv';
import { Line, Problem } from './lines';
import { readXlsx } from './xlsx';

/** Cells up to the last that is not empty. */
function filled(cells: string[]): number {
  return cells.reduce((last, cell, at) => (cell ? at + 1 : last), 0);
}

/** The lines of a workbook (.xlsx), its first sheet, or of CSV in UTF-8. Throws `FileError` where it is neither. */
export async function readFile(bytes: Buffer): Promise<Line[] | Problem> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const rows = await readXlsx(bytes);
    // Empty rows are left out, and the others keep their numbers.
    const lines = rows.map((cells, index) => ({ cells, line: index + 1 })).filter(({ cells }) => cells.some(Boolean));
    // Beyond the header and a row's own last cell, a cell is only empty.
    const wide = lines.length > 0 ? filled(lines[0].cells) : 0;
    return lines.map(({ cells, line }) => ({
      line, cells: Array.from({ length: Math.max(wide, filled(cells)) }, (_, at) => plainBreaks(cells[at] ?? '')),
    }));
  }
  let csv: string;
  try {
    csv = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError('the file is neither a workbook (.xlsx) nor text in UTF-8');
  }
  return readCsv(csv);
}

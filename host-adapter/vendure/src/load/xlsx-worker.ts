import { parentPort, workerData } from 'node:worker_threads';
import readExcelFile from 'read-excel-file/node';
import { FileError, preflight } from './archive';

/** What a cell says, as a text: the number that the spreadsheet shows, a day of the calendar. */
function text(cell: unknown): string {
  if (cell == null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** 15 digits are what a spreadsheet keeps; behind them is what binary fractions add. */
function exact(number: string): string {
  return String(Number(Number(number).toPrecision(15)));
}

async function read(): Promise<string[][]> {
  const bytes = Buffer.from(workerData.bytes as Uint8Array);
  preflight(bytes, workerData.bounds);
  let rows: unknown[][];
  try {
    const sheets = await readExcelFile(bytes, { parseNumber: exact } as never) as unknown as { data: unknown[][] }[];
    rows = sheets[0]?.data ?? [];
  } catch {
    throw new FileError('the file is no workbook (.xlsx), or is damaged');
  }
  return rows.map((row) => row.map(text));
}

read().then(
  (rows) => parentPort?.postMessage({ rows }),
  (error: Error) => parentPort?.postMessage({ message: error.message, isFile: error instanceof FileError }),
);

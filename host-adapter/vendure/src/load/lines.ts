import { repeats } from './keys';
import { Row, RowError } from './spec';
import { Table } from './tables';

/** A row of a file, not yet under its header. */
export interface Line {
  cells: string[];
  /** Where it begins, from 1. */
  line: number;
}

/** What is wrong with a line of a file. */
export interface Problem {
  line: number;
  message: string;
}

/** All of a file, or why nothing of it. */
export interface Loaded {
  rows: number;
  problems: Problem[];
}

/** What is wrong with a header: of the columns that are `known`, those that are `required` are in it. */
export function headerProblems(header: string[], required: string[], known: string[]): Problem[] {
  const problems = header
    .filter((name) => !known.includes(name))
    .map((name) => ({ line: 1, message: `there is no column \`${name}\`; known are ${known.join(', ')}` }));
  for (const name of required) {
    if (!header.includes(name)) problems.push({ line: 1, message: `the column \`${name}\` is missing` });
  }
  return problems;
}

/** Has every row taken under its header, the same one once; tells of those that can't be. */
export async function eachRow(
  table: Table, header: string[], lines: Line[], take: (row: Row, line: number) => unknown,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const repeated = repeats(table);
  for (const { cells, line } of lines) {
    if (cells.length !== header.length) {
      problems.push({ line, message: `${cells.length} cells; the header has ${header.length}` });
      continue;
    }
    const row: Row = Object.fromEntries(header.map((name, at) => [name, cells[at] || undefined]));
    try {
      const twice = repeated(row, line);
      if (twice) throw new RowError(twice);
      await take(row, line);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      problems.push({ line, message: error.message });
    }
  }
  return problems;
}

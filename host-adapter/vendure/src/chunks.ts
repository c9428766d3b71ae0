/** Rows that are asked for or written at once: a database binds no more than some ten thousand values to one statement. */
export const CHUNK = 500;

export function chunks<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) => all.slice(at * CHUNK, (at + 1) * CHUNK));
}

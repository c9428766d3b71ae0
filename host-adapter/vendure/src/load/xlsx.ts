import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { FileError } from './archive';

/** Of a workbook of tables: it is unpacked and read in a thread of its own, which may cost this much and no more. */
const BOUNDS = { entries: 500, unpacked: 32 * 1024 * 1024 };
const MEMORY_MB = 256;
const TIME_MS = 30_000;

/** Rows of the first sheet, cells as texts. Throws `FileError` where it can't be read within the bounds. */
export function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(__dirname, 'xlsx-worker.js'), {
      workerData: { bytes, bounds: BOUNDS },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const timer = setTimeout(() => {
      reject(new FileError(`the file is not read after ${TIME_MS / 1000} seconds`));
      void worker.terminate();
    }, TIME_MS);
    worker.once('message', (answer: { rows?: string[][]; message?: string; isFile?: boolean }) => {
      if (answer.rows) resolve(answer.rows);
      else reject(answer.isFile ? new FileError(answer.message) : new Error(answer.message));
    });
    worker.once('error', (error: Error & { code?: string }) => reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileError('the file has more cells than are read at once') : error,
    ));
    worker.once('exit', () => clearTimeout(timer));
  });
}

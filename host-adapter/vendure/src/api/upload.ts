import { UserInputError } from '@vendure/core';
import { FileError } from '../load/archive';

export interface Upload {
  filename: string;
  createReadStream(): AsyncIterable<Buffer>;
}

/** Largest upload, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/** A whole file; a larger one is refused before more of it is kept than that. */
export async function bytesOf({ createReadStream }: Upload): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const larger = () => new UserInputError(`the file is larger than ${LARGEST} bytes`);
  try {
    for await (const chunk of createReadStream()) {
      size += chunk.length;
      if (size > LARGEST) throw larger();
      chunks.push(chunk);
    }
  } catch (error) {
    // The engine's own limit on uploads may be lower.
    throw (error as { status?: number }).status === 413 ? larger() : error;
  }
  return Buffer.concat(chunks);
}

/** What `work` makes of a whole file; one that can't be read is an error with a text. */
export async function withFile<T>(file: Promise<Upload>, work: (bytes: Buffer) => Promise<T>): Promise<T> {
  const bytes = await bytesOf(await file);
  try {
    return await work(bytes);
  } catch (error) {
    throw error instanceof FileError ? new UserInputError(error.message) : error;
  }
}

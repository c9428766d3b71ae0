import { Injectable } from '@nestjs/common';
import type { RequestContext } from '@vendure/core';
import { Changes, Kind } from './changes';

interface Entry<T> {
  /** State of the tables that it was read in. */
  stamp: string;
  value: T;
}

/**
 * Values by key, the most lately used of them: what was not asked for since the shelf was last half filled goes, so that at
 * most `most` are held.
 */
export class Shelf<T> {
  private young = new Map<string, T>();
  private old = new Map<string, T>();

  constructor(private most: number) {}

  get(key: string): T | undefined {
    const there = this.young.get(key);
    if (there !== undefined) return there;
    const before = this.old.get(key);
    if (before !== undefined) this.set(key, before);
    return before;
  }

  set(key: string, value: T): void {
    if (this.young.size >= this.most / 2) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  get size(): number {
    return this.young.size + this.old.size;
  }
}

/** Facts of one sort, with the state of the tables that they were read in. */
export class Shelved<T> extends Shelf<Entry<T>> {
  constructor(readonly kinds: Kind[], most: number) {
    super(most);
  }
}

/**
 * Facts that outlast a request, as long as nothing was written that they rest on. Whoever reads them shares them: they are not
 * to be changed. What binds never comes here, see `Changes.of`.
 */
@Injectable()
export class KeptFacts {
  constructor(private changes: Changes) {}

  /** The value of `key`, read where it is not kept or has changed since. */
  async of<T>(ctx: RequestContext, shelf: Shelved<T>, key: string, read: () => Promise<T>): Promise<T> {
    const found = await this.all(ctx, shelf, [key], async () => new Map([[key, await read()]]));
    return found.get(key) as T;
  }

  /** Values of `keys`; `read` is asked for those that are not kept, and answers each of them. */
  async all<T>(
    ctx: RequestContext, shelf: Shelved<T>, keys: string[], read: (missing: string[]) => Promise<Map<string, T>>,
  ): Promise<Map<string, T>> {
    const revision = await this.changes.of(ctx);
    if (!revision) return read(keys);
    const stamp = shelf.kinds.map((kind) => revision[kind]).join('|');
    const found = new Map<string, T>();
    const missing: string[] = [];
    for (const key of keys) {
      const entry = shelf.get(key);
      if (entry?.stamp === stamp) found.set(key, entry.value);
      else missing.push(key);
    }
    if (missing.length === 0) return found;
    const values = await read(missing);
    // What this transaction has written meanwhile may be taken back.
    const keep = !this.changes.isDirty(ctx);
    for (const [key, value] of values) {
      found.set(key, value);
      if (keep) shelf.set(key, { stamp, value });
    }
    return found;
  }
}

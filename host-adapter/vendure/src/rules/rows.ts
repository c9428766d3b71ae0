import type { OrderService } from '@vendure/core';
import type { orderFile, types } from '@comptoir/node';
import { LESS, LIMIT } from './own-words';
import type { Words } from './words';

export type AddError = Awaited<ReturnType<OrderService['addItemsToOrder']>>['errorResults'][number];

/** What became of a row of an order file, or of a line of an earlier order. */
export interface RowView {
  row: number;
  article: string;
  outcome: string;
  sku?: string;
  quantity?: string;
  texts: string[];
  codes: string[];
}

/** An article that a spreadsheet took for a number has lost its zeros: those that fit are facts too. */
const ZEROS = ['', '0', '00', '000', '0000'];

export function keysOf({ exact, withoutLeadingZeros, problems }: orderFile.Row): string[] {
  const lost = problems.includes('article-numeric-cell') ? ZEROS.map((zeros) => zeros + withoutLeadingZeros) : [];
  return [exact, ...lost].filter(Boolean);
}

/** Why Vendure adds nothing of an article; empty: it added what it has. */
export function said(error: AddError, words: Words): string[] {
  switch (error.__typename) {
    case 'InsufficientStockError': return [];
    case 'OrderInterceptorError': return [error.interceptorError];
    case 'OrderLimitError': return [words.own(LIMIT).replaceAll('{most}', String(error.maxItems))];
    default: return [words.noCart()];
  }
}

/** A row of which less is there than it was told. */
export function lessened(row: RowView, less: Map<string, number>, words: Words): RowView {
  const now = row.sku === undefined ? undefined : less.get(row.sku);
  if (now === undefined) return row;
  return {
    ...row, outcome: 'adjust', quantity: String(now),
    texts: [...row.texts, words.own(LESS).replaceAll('{article}', row.sku ?? '').replaceAll('{now}', String(now))],
    codes: [...row.codes, 'comptoir.stock'],
  };
}

/** Findings by each sort of subject: for every row or line of a long list without going through all of them. */
export function bySubject(findings: types.Finding[], ...tags: ('row' | 'line')[]): ((at: number) => types.Finding[])[] {
  return tags.map((tag) => {
    const found = new Map<number, types.Finding[]>();
    for (const finding of findings) {
      const { subject } = finding;
      if (typeof subject !== 'object' || subject.tag !== tag) continue;
      const there = found.get(subject.val);
      if (there) there.push(finding);
      else found.set(subject.val, [finding]);
    }
    return (at) => found.get(at) ?? [];
  });
}

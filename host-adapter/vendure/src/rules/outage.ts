import { Logger, RequestContext, UserInputError } from '@vendure/core';
import { ComptoirError } from '@comptoir/node';
import { loggerCtx } from '../options';
import type { Engine } from './engine';
import { UNAVAILABLE } from './own-words';

/** Errors of a call that have nothing to do with what was asked for: the rules gave no answer. */
const OUTAGES = ['limit', 'trap', 'nonsense', 'busy', 'defect', 'malformed', 'timezone'];

export function isOutage(error: unknown): error is ComptoirError {
  return error instanceof ComptoirError && OUTAGES.includes(error.code);
}

/** A listing comes upon the same one with each of its articles. */
const reported = new WeakSet<ComptoirError>();

/** Says for the log what failed, once; whoever asked reads no more than that it did. */
export function report(what: string, error: ComptoirError): void {
  if (reported.has(error)) return;
  reported.add(error);
  Logger.error(`${what}: no answer of the rules (${error.code}): ${error.message}`, loggerCtx);
}

/** `work`; where the rules give no answer, `closed` makes one of the text for the person. */
export async function orClosed<T>(
  engine: Engine, ctx: RequestContext, what: string, work: () => Promise<T>, closed: (text: string) => T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOutage(error)) throw error;
    report(what, error);
    return closed(engine.words(ctx).own(UNAVAILABLE));
  }
}

/**
 * `work`; where the rules give no answer, an error with a text for the person: nothing is done. For hooks of the engine, which
 * makes a result of an error's text; what comes out of a resolver is told so anyway, by `strategies/unanswered.ts`.
 */
export function orRefused<T>(engine: Engine, ctx: RequestContext, what: string, work: () => Promise<T>): Promise<T> {
  return orClosed(engine, ctx, what, work, (text) => { throw new UserInputError(text); });
}

/** `work`; where the rules give no answer, what can be shown without them. Only for what binds nobody. */
export async function orDegraded<T>(what: string, work: () => Promise<T>, instead: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOutage(error)) throw error;
    report(what, error);
    return instead();
  }
}

/** `work` where nothing is awaited: undefined where the rules give no answer. Only for what binds nobody. */
export function orNothing<T>(what: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!isOutage(error)) throw error;
    report(what, error);
    return undefined;
  }
}

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

/** Says for the log what failed; whoever asked reads no more than that it did. */
export function report(what: string, error: ComptoirError): void {
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

/** `work`; where the rules give no answer, an error with a text for the person: nothing is done. */
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

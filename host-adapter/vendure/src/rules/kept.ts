import type { orders, types } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';

/** What an order's custom field keeps of its life. */
export interface Kept {
  version: number;
  currency: string;
  states: orders.States;
  /** Bonuses that it brings once it is completed. */
  accrues?: string;
  /** Owed no more, asked back and come back; what came back costs so much with tax, before bonuses. */
  credited?: string;
  returning?: orders.GoodsPart[];
  returned?: orders.GoodsPart[];
  cameBack?: string;
  paid: string;
  released?: string | null;
  timers: orders.Timer[];
  applied: orders.Applied[];
  history: orders.HistoryEntry[];
  /** A correction that waits for the client's word. */
  proposal?: orders.Proposal | null;
  pending?: Pending | null;
  /** Code of the order that it was split off; codes of those split off it. */
  splitFrom?: string;
  splitInto?: string[];
  /** Who placed it; and for whose account. */
  placedBy?: types.Actor;
  principal?: string;
  /** Day on which it was taken, where it was entered later; and the day of entry. */
  collected?: string | null;
  entered?: string | null;
}

/** What is shown of a proposal beside itself. */
export interface Pending {
  diff: orders.DiffLine[];
  reason?: string;
}

/** Once cancelled, an order is archived later, and has been cancelled still. */
export function wasCancelled({ states, history }: Kept): boolean {
  return states.order === 'cancelled' || history.some(({ after }) => after.order === 'cancelled');
}

/** Since when its timers run: working time counts from then on. */
export function since({ timers }: { timers: orders.Timer[] }): number | undefined {
  return timers.length === 0 ? undefined : Math.min(...timers.map((timer) => timer.since));
}

/** Of an order's life, what is asked of many orders at once. */
export function summary({ states, timers }: Kept): OrderFields {
  const moments = timers.map(({ at, since }) => at ?? since);
  const until = timers.find(({ kind }) => kind === 'reservation')?.at;
  return {
    comptoirLive: !['completed', 'cancelled', 'archived'].includes(states.order),
    // Without a moment, which working time gives, it is looked at each time.
    comptoirDue: moments.length === 0 ? null : new Date(Math.min(...moments)),
    comptoirHeldUntil: until == null ? null : new Date(until),
  };
}

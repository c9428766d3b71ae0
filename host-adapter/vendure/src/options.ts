import type { ActivateOptions, Limits } from '@comptoir/node';

export interface ComptoirOptions {
  /** Path of the policy, or its text with a name for messages. */
  policy: string | { name: string; text: string };
  /** The price list that Vendure's own channel prices count as, where none was loaded. Default `wholesale`. */
  channelPriceList?: string;
  /** Clients read how much they may order; false: Vendure's own words for stock levels. Default true. */
  showQuantities?: boolean;
  /** What a client does not see has no page, and is in no list or search, where the policy has a `[catalogue]`; false: they are there, without price and stock. Default true. */
  hidePages?: boolean;
  /** How long somebody may work in a client's cart before it ends by itself. Default 60. */
  entryMinutes?: number;
  /**
   * Carts and listings go by facts that an earlier request has read, as long as nothing was written since through Vendure or this
   * plugin; false: each reads its own. For shops whose tables another system writes by SQL. What binds reads everything anew
   * either way. Default true.
   */
  keepFacts?: boolean;
  /** Bounds on calls; the adapter's defaults where absent. */
  limits?: Limits;
  /** Under which name this shop's decisions stand in the audit; one for all its servers and workers. Default `vendure`. */
  auditWriter?: string;
  /** Which compiler makes the code that decides; `baseline` for tests. Default `tiered`. */
  compilation?: ActivateOptions['compilation'];
  /** The moment, in milliseconds. Default: the clock. */
  now?: () => number;
}

export const COMPTOIR_OPTIONS = Symbol('COMPTOIR_OPTIONS');
export const loggerCtx = 'Comptoir';

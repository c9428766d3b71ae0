import { RequestContext } from '@vendure/core';
import type { cart, catalogue, checkout, Decision, Facts, types } from '@comptoir/node';
import type { Client } from './clients';

/** Facts of some variants for one client. */
export interface Gathered {
  facts: Facts;
  /** Index into the product facts, by variant id. */
  products: Map<string, number>;
}

/** What one request of a client has gathered and decided so far: nothing is asked twice. */
export class RequestState {
  /** Counts decisions, for tests and telemetry. */
  decisions = 0;
  readonly clients = new Map<string, Promise<Client | undefined>>();
  readonly facts = new Map<string, Promise<Gathered>>();
  readonly carts = new Map<string, Promise<CartDecision>>();
  /** Codes of shipping methods, by id. */
  readonly methods = new Map<string, Promise<string | undefined>>();
  readonly places = new Map<string, Promise<PlaceDecision>>();
  /** Offers seen, by contract and variant; and the batch under way. */
  readonly offers: {
    seen: Map<string, { offer?: catalogue.Offer; taxMode?: types.TaxMode }>;
    pending?: Promise<void>;
  } = { seen: new Map() };
  /** Quantities that an import or a reorder had accepted already, by article. */
  readonly accepted = new Map<string, number>();
}

export interface CartDecision {
  decision: Decision<cart.CartAnswer>;
  gathered: Gathered;
}

export interface PlaceDecision {
  decision: Decision<checkout.PlaceAnswer>;
  gathered: Gathered;
}

const states = new WeakMap<object, RequestState>();

/** Contexts that were copied within one HTTP request share its state. */
function key(ctx: RequestContext): object {
  return ctx.req ?? ctx;
}

export function stateOf(ctx: RequestContext): RequestState {
  let state = states.get(key(ctx));
  if (!state) {
    state = new RequestState();
    states.set(key(ctx), state);
  }
  return state;
}

/** After something that the rules go by was written within the request. */
export function forget(ctx: RequestContext): void {
  states.delete(key(ctx));
}

/** The value of `key`, made once. */
export function once<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let value = map.get(key);
  if (!value) {
    value = make();
    map.set(key, value);
  }
  return value;
}

import { IncomingMessage } from 'node:http';
import { ID, idsAreEqual, Order, RequestContext, StockLocation } from '@vendure/core';
import type { cart, checkout, Decision, facts, Facts, types } from '@comptoir/node';
import type { Contract, CreditLimit, Detail, Entry, Grant, PriceList, Receivable, Turnover, WorkingTime } from '../entities';
import type { Revision } from './changes';
import type { Client, Shopper } from './clients';
import type { Known } from './directory';
import type { Good } from './goods';
import type { Fired } from './life';
import type { Seen } from './offers';
import type { Large } from './order-history';
import type { Placement } from './placing';

/** Facts of some variants for one client. */
export interface Gathered {
  facts: Facts;
  /** Index into the product facts, by variant id. */
  products: Map<string, number>;
  /** What Vendure keeps back of a variant, and whether it counts its stock, by variant id. */
  keeps: Map<string, { threshold: number; untracked: boolean }>;
}

/** What is known of a company beside goods and orders. */
export interface Terms {
  contracts: Contract[];
  lists: PriceList[];
  locations: StockLocation[];
  receivables: Receivable[];
  grants: Grant[];
  limits: CreditLimit[];
  turnovers: Turnover[];
  /** Of all its outlets. */
  details: Detail[];
}

export interface Standing {
  /** May be shared with other requests. */
  terms: Terms;
  /** Its orders that are neither closed nor cancelled. */
  orders: facts.LiveOrder[];
}

/** What one request of a client has gathered and decided so far: nothing is asked twice. */
export class RequestState {
  /** Counts decisions, for tests and telemetry. */
  decisions = 0;
  /** From here on nothing counts that is kept between requests. */
  anew = false;
  readonly revisions = new Map<string, Promise<Revision>>();
  readonly clients = new Map<string, Promise<Client | undefined>>();
  /** Customers, by user. */
  readonly shoppers = new Map<string, Promise<Shopper | undefined>>();
  /** Somebody's at work in a client's cart, by session. */
  readonly entries = new Map<string, Promise<Entry | undefined>>();
  readonly staff = new Map<string, Promise<types.Actor>>();
  readonly directories = new Map<string, Promise<Known>>();
  /** What people may do, by who, for whom, and what. */
  readonly access = new Map<string, Promise<types.Finding[]>>();
  readonly facts = new Map<string, Promise<Gathered>>();
  /** By company. */
  readonly standings = new Map<string, Promise<Standing>>();
  /** By outlet. */
  readonly loyalty = new Map<string, Promise<facts.Loyalty | null>>();
  /** By company and variant; undefined: it is not sold. */
  readonly goods = new Map<string, Promise<Good | undefined>>();
  readonly carts = new Map<string, Promise<CartDecision>>();
  /** Codes of shipping methods, by id. */
  readonly methods = new Map<string, Promise<string | undefined>>();
  readonly places = new Map<string, Promise<PlaceDecision>>();
  /** Placed orders that a list asks about together. */
  reading?: { ids: Set<ID>; done: Promise<Map<string, Order>> };
  /** Largest orders, by company and currency. */
  readonly histories = new Map<string, Promise<Large[]>>();
  /** Working time from a moment on, and of before it. */
  readonly calendar = new Map<'ahead' | 'before', Promise<{ at: number; rows: WorkingTime[] }>>();
  /** Events asked about, by order and key. */
  readonly fired = new Map<string, Promise<Fired>>();
  /** Orders on their way to being placed; a text: why not. */
  readonly placing = new Map<string, Placement | string>();
  /** Offers seen, by contract and variant; the batch under way, and the one that is still taken together. */
  readonly offers: {
    seen: Map<string, Seen>;
    deciding?: Promise<void>;
    collecting?: { ids: Set<ID>; done: Promise<void> };
    batches: number;
    /** For whom and under which contract offers were asked for last. */
    known?: { user?: ID; contract: string; priceless: boolean };
  } = { seen: new Map(), batches: 0 };
  /** Arguments of the request's queries and mutations. */
  readonly announced: (Adding & { input?: Adding; inputs?: Adding[] })[] = [];
  /** What is not seen, as `Sight` asked; and the asking. */
  hidden?: string[];
  sight?: Promise<void>;
  /** While the lines of an import or a reorder are added: quantities that were accepted already, by article. */
  readonly accepted = new Map<string, number>();
}

/** What a mutation adds, where it does. */
interface Adding {
  productVariantId?: ID;
  quantity?: number;
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

/**
 * Whether somebody waits for the answer. Jobs, such as an index of the search, work with a copy of the context that
 * started them: what they write down is for everybody, and nobody's agreed prices are.
 */
export function isLive(ctx: RequestContext): boolean {
  return ctx.req instanceof IncomingMessage;
}

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

/** How many of this variant the request's mutations ask to add, each of them. */
export function announcedOf(ctx: RequestContext, variantId: ID): number[] {
  return stateOf(ctx).announced
    .flatMap(({ input, inputs, ...args }) => [args, ...(input ? [input] : []), ...(inputs ?? [])])
    .flatMap(({ productVariantId: id, quantity }) => (id !== undefined && quantity !== undefined && idsAreEqual(id, variantId) ? [quantity] : []));
}

/**
 * After something that the rules go by was written within the request. What was hidden stays hidden until it is asked
 * about anew: the answer to a mutation is read in the same request.
 */
export function forget(ctx: RequestContext): void {
  const { hidden, announced } = stateOf(ctx);
  states.delete(key(ctx));
  const state = stateOf(ctx);
  state.hidden = hidden;
  state.anew = true;
  state.announced.push(...announced);
}

/** Who acts, for whom, and what he may is about to bind: it is read anew, and so is whatever comes after it. */
export function demandAnew(ctx: RequestContext): void {
  const state = stateOf(ctx);
  state.anew = true;
  state.clients.clear();
  state.shoppers.clear();
  state.access.clear();
}

/** An order was placed, or has moved: what its company has open, and what it ordered before, is another from here on. */
export function forgetOrders(ctx: RequestContext): void {
  const { facts, standings, histories } = stateOf(ctx);
  facts.clear();
  standings.clear();
  histories.clear();
}

/** The value of `key`, made once. */
export function once<K extends string, T>(map: Map<K, Promise<T>>, key: K, make: () => Promise<T>): Promise<T> {
  let value = map.get(key);
  if (!value) {
    value = make();
    map.set(key, value);
  }
  return value;
}

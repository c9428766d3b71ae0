import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { ID, Logger, Order, OrderLine, RequestContext, TransactionalConnection } from '@vendure/core';
import { Comptoir, ComptoirError, Texts } from '@comptoir/node';
import type { cart, catalogue, Generation, Language, PolicyIssue, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { minus } from '../decimal';
import { same, toDecimal, toMinor } from '../money';
import { plainBreaks } from '../forms';
import { ComptoirOptions, COMPTOIR_OPTIONS, loggerCtx } from '../options';
import { Calendar } from './calendar';
import { Client, Clients } from './clients';
import { Gatherer } from './gather';
import { Shelf } from './kept-facts';
import { bought } from './lines';
import { CURRENCY } from './own-words';
import { LoyaltyFacts } from './loyalty-facts';
import { OrderHistory } from './order-history';
import { Programme } from './programme';
import { CartDecision, Gathered, once, PlaceDecision, stateOf } from './request';
import { rolesOf } from './roles';
import { saidBy } from './said';
import { redeemedHere, wishes } from './wishes';
import { Words } from './words';

/** In milliseconds. */
const QUARTER = 900_000;

/** A line as the rules are asked about it. */
export interface Wanted {
  variantId: ID;
  sku: string;
  quantity: number;
}

/** Asks the rules, once a request and question. */
@Injectable()
export class Engine implements OnModuleInit {
  comptoir: Comptoir;
  /** Of the policy in force. */
  generation: Generation;
  private delivers: boolean;
  /** Asked of last, under this policy. */
  private day?: { quarter: number; context: types.Context };
  /** Variants that a cart was last decided with, by order: what is asked about next. */
  private carts = new Shelf<ID[]>(2000);
  private texts: Partial<Record<Language, Texts>> = {};

  constructor(
    private clients: Clients,
    private gatherer: Gatherer,
    private loyalty: LoyaltyFacts,
    private programme: Programme,
    private past: OrderHistory,
    private calendar: Calendar,
    private connection: TransactionalConnection,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** A policy that is refused keeps the shop from starting: nothing is sold without rules. */
  async onModuleInit() {
    const { policy, limits, compilation } = this.options;
    try {
      this.comptoir = await Comptoir.activate({ policy, limits, compilation });
    } catch (error) {
      throw error instanceof ComptoirError ? new Error(explained(error)) : error;
    }
    this.read();
    this.gatherer.dayOf = (instant) => this.dayOf(instant);
    const { number, policy: { name, digest } } = this.generation;
    Logger.info(`policy ${name} (sha256 ${digest.slice(0, 12)}…), generation ${number}`, loggerCtx);
  }

  /** Another policy from now on; one that is refused changes nothing. */
  async swap(policy: { name: string; text: string }): Promise<void> {
    await this.comptoir.swap(policy);
    this.read();
  }

  /** What is asked of the policy again and again. */
  private read(): void {
    this.generation = this.comptoir.generation;
    this.texts = {};
    this.day = undefined;
    this.delivers = this.comptoir.delivery.listMethods().methods.length > 0;
    this.programme.read(this.generation);
  }

  now(): number {
    return this.options.now?.() ?? Date.now();
  }

  /** `requestId`: the effects' keys derive from it, so what is done once has one. */
  context(client: Client, requestId: string = randomUUID()): types.Context {
    return this.contextOf(client.acting, client.employee.outlet.account, this.now(), requestId);
  }

  /** For what the shop does by itself. */
  systemContext(principal: string): types.Context {
    return this.contextOf({ id: 'system', kind: 'system' }, principal, this.now());
  }

  visitorContext(): types.Context {
    return this.contextOf({ id: 'visitor', kind: 'buyer' }, 'visitor', this.now());
  }

  /** The shop's local day of a moment. */
  dayOf(instant: number): string {
    return this.ofQuarter(instant).localDate;
  }

  private contextOf({ id, kind }: types.Actor, principal: string, instant: number, requestId: string = randomUUID()): types.Context {
    return { ...this.ofQuarter(instant), acting: { id, kind }, principal, instant, requestId };
  }

  /** A context of the same day. No time zone's day begins but at a whole quarter of an hour, and a call of the addon costs a cart's request. */
  private ofQuarter(instant: number): types.Context {
    const quarter = Math.floor(instant / QUARTER);
    if (this.day?.quarter !== quarter) {
      const context = this.comptoir.context({
        acting: { id: 'system', kind: 'system' }, principal: 'system', instant, requestId: 'day',
      });
      this.day = { quarter, context };
    }
    return this.day.context;
  }

  words(ctx: RequestContext): Words {
    const known: Language[] = ['en', 'ru', 'it'];
    const language = known.find((code) => ctx.languageCode.startsWith(code)) ?? 'en';
    this.texts[language] ??= new Texts(language, this.generation.timezone);
    return new Words(this.texts[language] as Texts);
  }

  facts(ctx: RequestContext, client: Client, variantIds: ID[]): Promise<Gathered> {
    return this.gatherer.facts(ctx, client, variantIds);
  }

  basis(ctx: RequestContext, client: Client, variantIds: ID[]) {
    return this.gatherer.basis(ctx, client, variantIds);
  }

  client(ctx: RequestContext, order?: Order): Promise<Client | undefined> {
    return this.clients.of(ctx, order);
  }

  contractOf(client: Client, order?: Order): string | null {
    const kept = (order?.customFields as OrderFields | undefined)?.comptoirContract;
    // An order keeps the one it was placed or entered under.
    return kept ?? client.employee.contract ?? null;
  }

  /** What this client may buy of these variants. None of a variant: he does not see it. */
  async offers(ctx: RequestContext, client: Client, variantIds: ID[], detail: types.Detail = 'price') {
    const gathered = await this.gatherer.facts(ctx, client, variantIds);
    stateOf(ctx).decisions += 1;
    const decision = this.comptoir.catalogue.offers(this.context(client), gathered.facts, {
      contract: this.contractOf(client), warehouses: farWarehouses(gathered.facts), detail,
    });
    const byProduct = new Map(decision.answer.offers.map((offer) => [offer.product, offer]));
    const offers = new Map<string, catalogue.Offer>();
    for (const [id, product] of gathered.products) {
      const offer = byProduct.get(product);
      if (offer) offers.set(id, offer);
    }
    return { decision, gathered, offers };
  }

  lines(order: Pick<Order, 'lines'>): Wanted[] {
    return bought(order)
      .map(({ productVariant, quantity }) => ({ variantId: productVariant.id, sku: productVariant.sku, quantity }));
  }

  /** What this process knows to be in a cart; another one may have changed it since. */
  inCart(order: ID): ID[] | undefined {
    return this.carts.get(String(order));
  }

  /** The cart under the rules: once for the same lines. */
  async cart(
    ctx: RequestContext, client: Client, order: Order | undefined, wanted: Wanted[],
    more: Partial<cart.CartRequest> = {}, others: ID[] = [],
  ): Promise<CartDecision> {
    const contract = this.contractOf(client, order);
    if (order) this.carts.set(String(order.id), wanted.map(({ variantId }) => variantId));
    const wish = {
      ...wishes(order), delivery: order ? await this.delivery(ctx, order) : null, extra: this.said(order),
    };
    const key = JSON.stringify([contract, wanted.map(({ sku, quantity }) => [sku, quantity]), wish, more]);
    return once(stateOf(ctx).carts, key, async () => {
      const codes = !!(wish.promo || more.promo);
      const gifts = codes ? await this.loyalty.giftVariants(ctx) : [];
      const gathered = await this.gatherer.facts(
        ctx, client, [...wanted.map(({ variantId }) => variantId), ...others, ...gifts], codes,
      );
      stateOf(ctx).decisions += 1;
      const decision = this.comptoir.cart.evaluate(this.context(client), gathered.facts, {
        contract,
        warehouses: farWarehouses(gathered.facts),
        lines: wanted.map(({ sku, quantity }) => ({ sku, quantity: String(quantity), extra: [] })),
        rows: [],
        acceptedRepairs: [],
        collected: collectedOf(order),
        detail: 'price',
        ...wish,
        ...more,
      });
      return { decision, gathered };
    });
  }

  /** What placing an order speaks of: its articles, and what a code may give. */
  async placed(ctx: RequestContext, order: Order): Promise<ID[]> {
    const gifts = wishes(order).promo ? await this.loyalty.giftVariants(ctx) : [];
    return [...bought(order).map(({ productVariant }) => productVariant.id), ...gifts];
  }

  /**
   * Placing what the engine shows: its own figures are the quote. A preview, unless `on` and `context` are given.
   * `payment`: code of the payment method, by which the policy names it.
   */
  async place(
    ctx: RequestContext, client: Client, order: Order,
    { on, context, payment }: { on?: Gathered; context?: types.Context; payment?: string } = {},
  ): Promise<PlaceDecision> {
    const lines = bought(order);
    const contract = this.contractOf(client, order);
    const wish = { ...wishes(order), extra: this.said(order) };
    const redeemed = redeemedHere(order);
    const delivery = await this.delivery(ctx, order);
    const quote = {
      lines: lines.map((line) => ({ quantity: String(line.quantity), net: toDecimal(line.listPrice) })),
      gross: toDecimal(order.subTotalWithTax + redeemed),
      redeemed: redeemed === 0 ? null : toDecimal(redeemed),
    };
    const decide = async () => {
      const gathered = on ?? await this.gatherer.facts(ctx, client, await this.placed(ctx, order), true);
      stateOf(ctx).decisions += 1;
      const now = this.now();
      const facts = {
        ...gathered.facts,
        history: await this.past.of(ctx, client.employee.outlet.company.code, order.currencyCode, order.id),
        working: await this.calendar.working(ctx, now),
      };
      const decision = this.comptoir.checkout.place(context ?? this.context(client), facts, {
        contract,
        warehouses: farWarehouses(gathered.facts),
        lines: lines.map(({ productVariant, quantity }) => ({ sku: productVariant.sku, quantity: String(quantity), extra: [] })),
        quote,
        collected: collectedOf(order),
        paid: '0',
        roles: client.acting.kind === 'buyer' ? [] : await rolesOf(this.connection, ctx),
        delivery,
        payment,
        ...wish,
        detail: 'price',
      });
      return { decision, gathered };
    };
    if (on) return decide();
    const key = JSON.stringify([contract, lines.map(({ productVariantId }) => productVariantId), quote, wish, delivery, payment]);
    return once(stateOf(ctx).places, key, decide);
  }

  /** What the order says of the client, where the policy asks. */
  private said(order?: Order): cart.ExtraField[] {
    return this.programme.hasDetails ? saidBy(order) : [];
  }

  /** Only where the policy has methods of delivery: the engine's shipping method bears the policy's id. */
  private async delivery(ctx: RequestContext, order: Order): Promise<cart.DeliveryChoice | null> {
    if (!this.delivers) return null;
    const [shipping] = order.shippingLines ?? [];
    const to = order.shippingAddress ?? {};
    const plain = (text?: string) => text && plainBreaks(text);
    const method = shipping && (shipping.shippingMethod?.code ?? (await this.gatherer.methodCode(ctx, shipping)));
    return method
      ? {
        method, city: plain(to.city), postcode: plain(to.postalCode), address: plain(to.streetLine1),
        recipient: plain(to.fullName), phone: plain(to.phoneNumber),
      }
      : null;
  }

  /** Why figures in `currency` are not the decision's, whatever the numbers; undefined: they are in the contract's. */
  otherCurrency(ctx: RequestContext, currency: string, { contract }: cart.CartAnswer): string | undefined {
    if (!contract || contract.currency === currency) return undefined;
    return this.words(ctx).own(CURRENCY).replaceAll('{order}', currency).replaceAll('{contract}', contract.currency);
  }

  /** Where the engine's totals are not the decision's, in words for staff; none: to the last unit they are. */
  mismatch(order: Order, answer: cart.CartAnswer): string | undefined {
    const { totals } = answer;
    if (!totals) return 'the rules have no totals for it';
    for (const [index, line] of bought(order).entries()) {
      const sum = answer.lines[index]?.sum;
      const off = answer.promo?.lines.find((share) => share.line === index)?.amount ?? '0';
      const decided = sum && minus(sum, off);
      if (!decided || !same(decided, toDecimal(lineSum(line)))) {
        return `line ${index + 1} is ${toDecimal(lineSum(line))} here and ${decided ?? 'nothing'} under the rules`;
      }
    }
    const redeemed = redeemedHere(order);
    const pairs: [string, number, string][] = [
      ['before tax', order.subTotal + redeemed, totals.net],
      ['with tax', order.subTotalWithTax + redeemed, totals.gross],
    ];
    const decided = answer.bonus?.redeemed ?? '0';
    if (!same(toDecimal(redeemed), decided)) return `${toDecimal(redeemed)} bonuses are redeemed here and ${decided} under the rules`;
    for (const [what, engine, rules] of pairs) {
      if (toMinor(rules) !== engine) return `the goods ${what} are ${toDecimal(engine)} here and ${rules} under the rules`;
    }
    return undefined;
  }
}

/** Day on which a rep or staff took an order that they enter later. */
function collectedOf(order?: Order): string | null {
  return (order?.customFields as OrderFields | undefined)?.comptoirCollected ?? null;
}

/** What the engine takes for a line, its own discounts taken off: they are no rule of ours. */
function lineSum(line: OrderLine): number {
  return line.listPriceIncludesTax ? line.proratedLinePriceWithTax : line.proratedLinePrice;
}

/** All that is not the home warehouse: a Vendure shop sells from every location of its channel. */
export function farWarehouses({ stock, buyer }: { stock: { warehouses: string[] }; buyer: { homeWarehouse?: number | null } }): string[] {
  return stock.warehouses.filter((_, index) => index !== (buyer.homeWarehouse ?? 0));
}

/** A refused policy with each of its mistakes, where it stands and what would be right. */
function explained({ message, details }: ComptoirError): string {
  const issues = ((details.issues ?? []) as PolicyIssue[]).map(({ file, line, column, message: what, expected }) =>
    `${[file, line, column].filter((part) => part != null).join(':')}: ${what}${expected ? `; expected ${expected}` : ''}`);
  return [message, ...issues].join('\n');
}

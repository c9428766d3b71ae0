import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { ID, Logger, Order, OrderLine, RequestContext } from '@vendure/core';
import { Comptoir, Texts } from '@comptoir/node';
import type { cart, catalogue, Language, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { same, toDecimal, toMinor } from '../money';
import { ComptoirOptions, COMPTOIR_OPTIONS, loggerCtx } from '../options';
import { Client, Clients } from './clients';
import { Gatherer } from './gather';
import { CartDecision, once, PlaceDecision, stateOf } from './request';
import { Words } from './words';

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
  private texts: Partial<Record<Language, Texts>> = {};

  constructor(
    private clients: Clients,
    private gatherer: Gatherer,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** A policy that is refused keeps the shop from starting: nothing is sold without rules. */
  async onModuleInit() {
    const { policy, limits, compilation } = this.options;
    this.comptoir = await Comptoir.activate({ policy, limits, compilation });
    const { number, policy: { name, digest } } = this.comptoir.generation;
    Logger.info(`policy ${name} (sha256 ${digest.slice(0, 12)}…), generation ${number}`, loggerCtx);
  }

  now(): number {
    return this.options.now?.() ?? Date.now();
  }

  context(client: Client): types.Context {
    return this.comptoir.context({
      acting: client.acting,
      principal: client.employee.outlet.account,
      instant: this.now(),
      requestId: randomUUID(),
    });
  }

  words(ctx: RequestContext): Words {
    const known: Language[] = ['en', 'ru', 'it'];
    const language = known.find((code) => ctx.languageCode.startsWith(code)) ?? 'en';
    this.texts[language] ??= new Texts(language);
    return new Words(this.texts[language] as Texts);
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
    const offers = new Map<string, catalogue.Offer>();
    for (const [id, product] of gathered.products) {
      const offer = decision.answer.offers.find((one) => one.product === product);
      if (offer) offers.set(id, offer);
    }
    return { decision, gathered, offers };
  }

  lines(order: Order): Wanted[] {
    return order.lines
      .filter(({ quantity }) => quantity > 0)
      .map(({ productVariant, quantity }) => ({ variantId: productVariant.id, sku: productVariant.sku, quantity }));
  }

  /** The cart under the rules: once for the same lines. */
  cart(
    ctx: RequestContext, client: Client, order: Order | undefined, wanted: Wanted[],
    more: Partial<cart.CartRequest> = {}, others: ID[] = [],
  ): Promise<CartDecision> {
    const contract = this.contractOf(client, order);
    const key = JSON.stringify([contract, wanted.map(({ sku, quantity }) => [sku, quantity]), more]);
    return once(stateOf(ctx).carts, key, async () => {
      const gathered = await this.gatherer.facts(ctx, client, [...wanted.map(({ variantId }) => variantId), ...others]);
      stateOf(ctx).decisions += 1;
      const decision = this.comptoir.cart.evaluate(this.context(client), gathered.facts, {
        contract,
        warehouses: farWarehouses(gathered.facts),
        lines: wanted.map(({ sku, quantity }) => ({ sku, quantity: String(quantity), extra: [] })),
        rows: [],
        acceptedRepairs: [],
        collected: collectedOf(order),
        detail: 'price',
        extra: [],
        ...more,
      });
      return { decision, gathered };
    });
  }

  /** Placing what the engine shows: its own figures are the quote. */
  place(ctx: RequestContext, client: Client, order: Order): Promise<PlaceDecision> {
    const lines = order.lines.filter(({ quantity }) => quantity > 0);
    const contract = this.contractOf(client, order);
    const quote = {
      lines: lines.map((line) => ({ quantity: String(line.quantity), net: toDecimal(line.listPrice) })),
      gross: toDecimal(order.subTotalWithTax),
    };
    const key = JSON.stringify([contract, lines.map(({ productVariantId }) => productVariantId), quote]);
    return once(stateOf(ctx).places, key, async () => {
      const gathered = await this.gatherer.facts(ctx, client, lines.map(({ productVariant }) => productVariant.id));
      stateOf(ctx).decisions += 1;
      const decision = this.comptoir.checkout.place(this.context(client), gathered.facts, {
        contract,
        warehouses: farWarehouses(gathered.facts),
        lines: lines.map(({ productVariant, quantity }) => ({ sku: productVariant.sku, quantity: String(quantity), extra: [] })),
        quote,
        collected: collectedOf(order),
        paid: '0',
        delivery: this.delivery(order),
        extra: [],
        detail: 'price',
      });
      return { decision, gathered };
    });
  }

  /**
   * What keeps whoever orders for a client from paying like this, such as with the client's card. `payment`: code of
   * the payment method, by which the policy names it. Asked apart, because a policy may know payments and no delivery.
   */
  async payment(ctx: RequestContext, client: Client, order: Order, payment: string): Promise<types.Finding[]> {
    const delivery = { ...(this.delivery(order) ?? { method: '' }), payment };
    const { decision } = await this.cart(ctx, client, order, this.lines(order), { delivery });
    return decision.answer.verdict.findings.filter(({ code }) => code === 'payment.on-behalf');
  }

  /** Only where the policy has methods of delivery: the engine's shipping method bears the policy's id. */
  private delivery(order: Order): cart.DeliveryChoice | null {
    if (this.comptoir.delivery.listMethods().methods.length === 0) return null;
    const [shipping] = order.shippingLines ?? [];
    const to = order.shippingAddress ?? {};
    return shipping?.shippingMethod
      ? {
        method: shipping.shippingMethod.code, city: to.city, postcode: to.postalCode, address: to.streetLine1,
        recipient: to.fullName, phone: to.phoneNumber,
      }
      : null;
  }

  /** Where the engine's totals are not the decision's, in words for staff; none: to the last unit they are. */
  mismatch(order: Order, answer: cart.CartAnswer): string | undefined {
    const { totals } = answer;
    if (!totals) return 'the rules have no totals for it';
    const lines = order.lines.filter(({ quantity }) => quantity > 0);
    for (const [index, line] of lines.entries()) {
      const decided = answer.lines[index];
      if (!decided?.sum || !same(decided.sum, toDecimal(lineSum(line)))) {
        return `line ${index + 1} is ${toDecimal(lineSum(line))} here and ${decided?.sum ?? 'nothing'} under the rules`;
      }
    }
    const pairs: [string, number, string][] = [
      ['before tax', order.subTotal, totals.net],
      ['with tax', order.subTotalWithTax, totals.gross],
    ];
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

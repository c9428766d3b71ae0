import { Injectable } from '@nestjs/common';
import { ActiveOrderService, ID, Order, OrderService, ProductVariant, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import type { cart, orderFile } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { chunks } from '../chunks';
import { toDecimal } from '../money';
import { RefusedError } from './access';
import { Client } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { bought, isGift } from './lines';
import { forget, stateOf } from './request';
import { Locks } from './locks';
import { REPEATED } from './own-words';
import { bySubject, keysOf, lessened, RowView, said } from './rows';
import { barring } from './words';

interface Added {
  order?: Order;
  /** How many are in the cart of what the shop has less of than the rules accepted, by article. */
  less: Map<string, number>;
}

/** Ways into the cart with many lines at once: decided as a whole, then added through the engine's own door. */
@Injectable()
export class Basket {
  constructor(
    private engine: Engine,
    private gatherer: Gatherer,
    private active: ActiveOrderService,
    private orders: OrderService,
    private connection: TransactionalConnection,
    private locks: Locks,
  ) {}

  async order(ctx: RequestContext, create: boolean): Promise<Order | undefined> {
    const order = create
      ? await this.active.getActiveOrder(ctx, undefined, true)
      : await this.active.getActiveOrder(ctx, undefined);
    return order && this.full(ctx, order.id);
  }

  /** The cart that goods are about to be added to. */
  private async cart(ctx: RequestContext): Promise<Order> {
    const order = await this.order(ctx, true);
    if (order?.state !== 'AddingItems') throw new RefusedError(this.engine.words(ctx).noCart());
    return order;
  }

  private full(ctx: RequestContext, id: ID): Promise<Order | undefined> {
    return this.orders.findOne(ctx, id, [
      'lines', 'lines.productVariant', 'lines.productVariant.taxCategory', 'lines.productVariant.productVariantPrices',
      'shippingLines', 'shippingLines.shippingMethod', 'surcharges', 'customer', 'promotions',
    ]);
  }

  /** Every line of the active order at the prices of now, as after a change of contract. */
  async reprice(ctx: RequestContext): Promise<Order | undefined> {
    forget(ctx);
    const order = await this.order(ctx, false);
    if (!order || order.lines.length === 0) return order;
    await this.demandUnmoved(ctx, order);
    await this.orders.applyPriceAdjustments(ctx, order, order.lines);
    return this.full(ctx, order.id);
  }

  /** @throws UserInputError where another request has placed the order meanwhile, or moves it. */
  async demandUnmoved(ctx: RequestContext, order: Order): Promise<void> {
    if (!(await this.locks.isUnmoved(ctx, order))) throw new UserInputError(this.engine.words(ctx).own(REPEATED));
  }

  private async variants(ctx: RequestContext, skus: string[]): Promise<Pick<ProductVariant, 'id' | 'sku'>[]> {
    const found: ProductVariant[] = [];
    for (const some of chunks([...new Set(skus)])) {
      found.push(...await this.connection.getRepository(ctx, ProductVariant).find({
        select: ['id', 'sku'], where: { sku: In(some), deletedAt: IsNull() }, loadEagerRelations: false,
      }));
    }
    return found;
  }

  /** Articles that took the place of these variants. */
  private async replacements(ctx: RequestContext, ids: ID[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const found = await this.connection.getRepository(ctx, ProductVariant).createQueryBuilder('variant')
      .select('variant.customFields.comptoirReplacedBy', 'sku').distinct(true)
      .where('variant.id IN (:...ids)', { ids }).getRawMany<{ sku: string | null }>();
    return found.flatMap(({ sku }) => (sku ? [sku] : []));
  }

  async import(ctx: RequestContext, client: Client, sheet: orderFile.Sheet, accept: number[]) {
    const variants = await this.variants(ctx, sheet.rows.flatMap(keysOf));
    const order = await this.cart(ctx);
    const wanted = this.engine.lines(order);
    const rows = sheet.rows.map((row) => this.engine.comptoir.orderFile.row(row));
    const { decision, gathered } = await this.engine.cart(
      ctx, client, order, wanted, { rows, acceptedRepairs: accept }, variants.map(({ id }) => id),
    );
    const { answer } = decision;
    const added = await this.add(ctx, order, answer, gathered.facts.products.items.map(({ sku }) => sku));
    const words = this.engine.words(ctx);
    const currency = answer.contract?.currency ?? '';
    const [ofRow, ofLine] = bySubject(decision.view('buyer').verdict.findings, 'row', 'line');
    return {
      decision,
      facts: gathered.facts,
      order: added.order,
      rows: answer.rows.map((verdict, index): RowView => {
        const line = verdict.line == null ? undefined : answer.lines[verdict.line];
        const product = line?.product ?? verdict.proposal;
        const findings = [...ofRow(verdict.number), ...(verdict.line == null ? [] : ofLine(verdict.line))];
        return lessened({
          row: verdict.number,
          article: sheet.rows[index]?.article.text ?? '',
          outcome: verdict.outcome,
          sku: product == null ? undefined : gathered.facts.products.items[product]?.sku,
          quantity: line?.accepted,
          texts: findings.map((finding) => {
            const todo = words.remedies(finding, currency).join('; ');
            return `${words.finding(finding, currency)}${todo && ` → ${todo}`}`;
          }),
          codes: findings.map(({ code }) => code),
        }, added.less, words);
      }),
    };
  }

  async reorder(ctx: RequestContext, client: Client, earlier: Order) {
    const order = await this.cart(ctx);
    const wanted = this.engine.lines(order);
    const previous = earlier.lines
      .filter((line) => line.orderPlacedQuantity > 0 && !isGift(line))
      .map((line) => ({
        sku: line.productVariant.sku,
        quantity: String(line.orderPlacedQuantity),
        price: { net: toDecimal(line.listPrice), currency: earlier.currencyCode },
        extra: [],
      }));
    const others = await this.variants(ctx, await this.replacements(ctx, earlier.lines.map(({ productVariant }) => productVariant.id)));
    const gathered = await this.gatherer.facts(ctx, client, [
      ...wanted.map(({ variantId }) => variantId), ...earlier.lines.map(({ productVariant }) => productVariant.id),
      ...others.map(({ id }) => id),
    ]);
    const { facts } = gathered;
    stateOf(ctx).decisions += 1;
    const decision = this.engine.comptoir.cart.reorder(this.engine.context(client), facts, {
      contract: this.engine.contractOf(client, order),
      warehouses: facts.stock.warehouses,
      lines: wanted.map(({ sku, quantity }) => ({ sku, quantity: String(quantity), extra: [] })),
      previous,
      detail: 'price',
      extra: [],
      previousExtra: [],
    });
    const { answer } = decision;
    const skus = facts.products.items.map(({ sku }) => sku);
    const added = await this.add(ctx, order, answer.cart, skus);
    const words = this.engine.words(ctx);
    const currency = answer.cart.contract?.currency ?? '';
    const [ofRow] = bySubject(decision.view('buyer').cart.verdict.findings, 'row');
    return {
      order: added.order,
      rows: answer.diff.map((entry, index): RowView => {
        const line = entry.line == null ? undefined : answer.cart.lines[entry.line];
        const findings = ofRow(index + 1);
        return lessened({
          row: index + 1,
          article: previous[index]?.sku ?? '',
          outcome: entry.fates.join(', '),
          sku: line?.product == null ? undefined : skus[line.product],
          quantity: entry.quantityNow,
          texts: findings.map((finding) => words.finding(finding, currency)),
          codes: findings.map(({ code }) => code),
        }, added.less, words);
      }),
    };
  }

  /**
   * Brings the order to the accepted quantities. What the shop has less of than the rules accepted is there in part;
   * any other refusal is one of all.
   * @throws RefusedError
   */
  private async add(ctx: RequestContext, order: Order, answer: cart.CartAnswer, skus: string[]): Promise<Added> {
    const words = this.engine.words(ctx);
    const refuse = (text: string) => {
      forget(ctx);
      throw new RefusedError(text);
    };
    const whole = barring(answer.verdict, ['edit']).filter(({ subject }) => subject === 'document');
    if (whole.length > 0) refuse(words.refusal(whole, answer.contract?.currency ?? '', false));
    const otherCurrency = this.engine.otherCurrency(ctx, ctx.currencyCode, answer);
    if (otherCurrency) refuse(otherCurrency);
    const taken = answer.lines
      .map((line, index) => ({ index, price: line.price, sku: line.product == null ? '' : skus[line.product] ?? '', quantity: Number(line.accepted) }))
      .filter(({ sku, quantity }) => sku !== '' && Number.isInteger(quantity) && quantity > 0);
    const accepted = taken.filter(({ price }) => price);
    // What has no price is not added: a rule says so of the line, or of all of them.
    const [ofLine] = bySubject(answer.verdict.findings, 'line');
    const silent = taken.find(({ index, price }) => !price && ofLine(index).length === 0);
    if (silent) refuse(words.priceless(silent.sku, words.refusal(barring(answer.verdict, ['place']), answer.contract?.currency ?? '', false)));
    const variants = await this.variants(ctx, accepted.map(({ sku }) => sku));
    const state = stateOf(ctx);
    const ids = new Map(variants.map(({ sku, id }) => [sku, id]));
    const inCart = new Map(bought(order).map(({ productVariant, quantity }) => [productVariant.sku, quantity]));
    const items = accepted.flatMap(({ sku, quantity }) => {
      state.accepted.set(sku, quantity);
      const productVariantId = ids.get(sku);
      const there = inCart.get(sku) ?? 0;
      return productVariantId !== undefined && quantity > there ? [{ productVariantId, quantity: quantity - there }] : [];
    });
    let refusals: string[] = [];
    try {
      if (items.length > 0) refusals = (await this.orders.addItemsToOrder(ctx, order.id, items)).errorResults.flatMap((error) => said(error, words));
    } finally {
      state.accepted.clear();
    }
    if (refusals.length > 0) refuse([...new Set(refusals)].join(' '));
    const full = await this.full(ctx, order.id);
    const there = new Map(full && bought(full).map(({ productVariant, quantity }) => [productVariant.sku, quantity]));
    return { order: full, less: new Map(accepted.flatMap(({ sku, quantity }) => {
      const now = there.get(sku) ?? 0;
      return now < quantity ? [[sku, now]] : [];
    })) };
  }
}

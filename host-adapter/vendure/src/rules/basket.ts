import { Injectable } from '@nestjs/common';
import { ActiveOrderService, ID, Order, OrderService, ProductVariant, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import type { cart, orderFile, types } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { chunks } from '../chunks';
import { toDecimal } from '../money';
import { Client } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { bought, isGift } from './lines';
import { forget, stateOf } from './request';
import { Locks } from './locks';
import { REPEATED } from './own-words';
import { barring } from './words';

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

function keysOf({ exact, withoutLeadingZeros, problems }: orderFile.Row): string[] {
  const lost = problems.includes('article-numeric-cell') ? ZEROS.map((zeros) => zeros + withoutLeadingZeros) : [];
  return [exact, ...lost].filter(Boolean);
}

/** Findings by each sort of subject: for every row or line of a long list without going through all of them. */
function bySubject(findings: types.Finding[], ...tags: ('row' | 'line')[]): ((at: number) => types.Finding[])[] {
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
    const order = await this.order(ctx, true);
    const wanted = order ? this.engine.lines(order) : [];
    const rows = sheet.rows.map((row) => this.engine.comptoir.orderFile.row(row));
    const { decision, gathered } = await this.engine.cart(
      ctx, client, order, wanted, { rows, acceptedRepairs: accept }, variants.map(({ id }) => id),
    );
    const { answer } = decision;
    const added = await this.add(ctx, order as Order, answer, gathered.facts.products.items.map(({ sku }) => sku));
    const words = this.engine.words(ctx);
    const currency = answer.contract?.currency ?? '';
    const [ofRow, ofLine] = bySubject(decision.view('buyer').verdict.findings, 'row', 'line');
    return {
      decision,
      facts: gathered.facts,
      order: added,
      rows: answer.rows.map((verdict, index): RowView => {
        const line = verdict.line == null ? undefined : answer.lines[verdict.line];
        const product = line?.product ?? verdict.proposal;
        const findings = [...ofRow(verdict.number), ...(verdict.line == null ? [] : ofLine(verdict.line))];
        return {
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
        };
      }),
    };
  }

  async reorder(ctx: RequestContext, client: Client, earlier: Order) {
    const order = await this.order(ctx, true);
    const wanted = order ? this.engine.lines(order) : [];
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
    const added = await this.add(ctx, order as Order, answer.cart, skus);
    const words = this.engine.words(ctx);
    const currency = answer.cart.contract?.currency ?? '';
    const [ofRow] = bySubject(decision.view('buyer').cart.verdict.findings, 'row');
    return {
      order: added,
      rows: answer.diff.map((entry, index): RowView => {
        const line = entry.line == null ? undefined : answer.cart.lines[entry.line];
        const findings = ofRow(index + 1);
        return {
          row: index + 1,
          article: previous[index]?.sku ?? '',
          outcome: entry.fates.join(', '),
          sku: line?.product == null ? undefined : skus[line.product],
          quantity: entry.quantityNow,
          texts: findings.map((finding) => words.finding(finding, currency)),
          codes: findings.map(({ code }) => code),
        };
      }),
    };
  }

  /** Brings the order to the accepted quantities. */
  private async add(ctx: RequestContext, order: Order, answer: cart.CartAnswer, skus: string[]): Promise<Order | undefined> {
    if (barring(answer.verdict, ['edit']).some(({ subject }) => subject === 'document')) return this.full(ctx, order.id);
    const accepted = answer.lines
      .map((line) => ({ sku: line.product == null ? '' : skus[line.product] ?? '', quantity: Number(line.accepted) }))
      .filter(({ sku, quantity }) => sku !== '' && Number.isInteger(quantity) && quantity > 0);
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
    if (items.length > 0) await this.orders.addItemsToOrder(ctx, order.id, items);
    state.accepted.clear();
    return this.full(ctx, order.id);
  }
}

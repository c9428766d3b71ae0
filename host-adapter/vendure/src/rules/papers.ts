import { Injectable } from '@nestjs/common';
import { EntityNotFoundError, EventBus, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import type { documents } from '@comptoir/node';
import { In, MoreThanOrEqual } from 'typeorm';
import { Book, LedgerEntry, Opening, Paper } from '../entities';
import { OrderFields } from '../entities/custom-fields';
import { DemoInvoiceEvent } from '../events';
import { Client } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { Life } from './life';
import { held, orderFacts } from './order-facts';
import { Sequences } from './sequences';

/** The documents that no order is changed by: statement, history, waybill, demo invoice. */
@Injectable()
export class Papers {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private gatherer: Gatherer,
    private life: Life,
    private sequences: Sequences,
    private events: EventBus,
  ) {}

  /** Mutual settlements of the client's company. */
  async statement(ctx: RequestContext, client: Client, request: Omit<documents.StatementRequest, 'entity'>) {
    const { company } = client.employee.outlet;
    const { facts } = await this.engine.facts(ctx, client, []);
    const of = { where: { company: { id: company.id } } };
    const book = await this.connection.getRepository(ctx, Book).findOne(of);
    const openings = await this.connection.getRepository(ctx, Opening).find({ ...of, order: { id: 'ASC' } });
    const entries = await this.connection.getRepository(ctx, LedgerEntry).find({ ...of, order: { id: 'ASC' } });
    const entity = company.code;
    const ledger: documents.Ledger | null = book && {
      version: `${book.since}.${openings.length}.${entries.length}`,
      since: book.since,
      openings: openings.map(({ contract, currency, balance }) => ({ entity, contract, currency, balance })),
      entries: entries.map(({ code, contract, currency, day, kind, amount, due }) => ({
        id: code, entity, contract, currency, day, kind, amount, due,
      })),
    };
    return this.engine.comptoir.documents.statement(this.engine.context(client), facts, ledger, { ...request, entity });
  }

  /** Orders of the client's account in this channel, as far back as the policy shows them. */
  async history(ctx: RequestContext, client: Client, request: documents.HistoryRequest) {
    const { company, account } = client.employee.outlet;
    const found = await this.connection.getRepository(ctx, Order).find({
      where: {
        customFields: { comptoirEntity: company.code }, orderPlacedAt: MoreThanOrEqual(this.since()), channels: { id: ctx.channelId },
      } as never,
      relations: ['lines', 'lines.productVariant', 'shippingLines', 'surcharges'],
      order: { id: 'ASC' },
    });
    const lives = found.flatMap((order) => {
      const kept = this.life.kept(order);
      return kept ? [{ order, kept }] : [];
    });
    const past = lives.map(({ order, kept }) => ({
      order: orderFacts(order, kept, kept.principal ?? ''),
      placed: this.engine.dayOf(order.orderPlacedAt?.getTime() ?? 0),
    }));
    const { facts } = await this.engine.facts(ctx, client, []);
    const decision = this.engine.comptoir.documents.history(
      this.engine.context(client), { ...facts.buyer, id: account }, past, request,
    );
    return { decision, past, kept: lives.map(({ kept }) => kept) };
  }

  /** Some days before the first that the policy shows; the rules draw the line. */
  private since(): Date {
    const keep = this.engine.generation.settings.find(({ path }) => path === 'history.keep')?.value ?? '';
    const months = Number(/^(\d+) months?$/.exec(keep)?.[1] ?? 120) + 1;
    const since = new Date(this.engine.now());
    since.setUTCMonth(since.getUTCMonth() - months);
    return since;
  }

  /** What the client collects himself of these orders of the channel; numbered where nothing bars it. */
  async waybill(ctx: RequestContext, client: Client, codes: string[]) {
    const found = await this.connection.getRepository(ctx, Order).find({
      where: { code: In(codes), channels: { id: ctx.channelId } },
      relations: ['lines', 'lines.productVariant', 'shippingLines', 'surcharges', 'fulfillments', 'fulfillments.lines'],
    });
    // In the order asked; another client's order looks like none.
    const orders = codes.map((code) => {
      const order = found.find((one) => one.code === code);
      const entity = (order?.customFields as OrderFields | undefined)?.comptoirEntity;
      if (!order || entity !== client.employee.outlet.company.code) throw new EntityNotFoundError('Order', code);
      return order;
    });
    const { facts } = await this.engine.facts(
      ctx, client, orders.flatMap((order) => held(order).map(({ productVariant }) => productVariant.id)),
    );
    const { account } = client.employee.outlet;
    const sequence = await this.sequences.next(ctx, 'waybill');
    const decision = this.engine.comptoir.documents.waybill(
      this.engine.context(client), facts,
      orders.flatMap((order) => {
        const kept = this.life.kept(order);
        return kept ? [orderFacts(order, kept, account)] : [];
      }),
      { sequence, reserved: orders.flatMap((order, index) => this.aside(order, index)) },
    );
    const { waybill } = decision.answer;
    if (waybill) {
      await this.connection.getRepository(ctx, Paper).insert({
        kind: 'waybill', number: waybill.number, for: waybill.entity, document: waybill as never,
      });
      await this.sequences.use(ctx, 'waybill', sequence);
    }
    return { decision, facts };
  }

  /** Of an order shipped in part: what is still here. What a part reservation holds, the engine does not know. */
  private aside(order: Order, index: number): documents.ReservedLine[] {
    const states = this.life.kept(order)?.states;
    if (states?.shipment !== 'part' || states.reservation === 'part') return [];
    const gone = order.fulfillments
      .filter(({ state }) => ['Shipped', 'Delivered'].includes(state))
      .flatMap(({ lines }) => lines);
    return held(order).flatMap((line) => {
      const left = line.quantity - gone
        .filter(({ orderLineId }) => String(orderLineId) === String(line.id))
        .reduce((sum, { quantity }) => sum + quantity, 0);
      return left > 0 ? [{ order: index, sku: line.productVariant.sku, quantity: String(left) }] : [];
    });
  }

  /** An invoice at public prices for whoever asks; who sends mail hears of it. */
  async demoInvoice(ctx: RequestContext, email: string, lines: { sku: string; quantity: string }[]) {
    const products = await this.gatherer.publicProducts(ctx, lines.map(({ sku }) => sku));
    const sequence = await this.sequences.next(ctx, 'demo-invoice');
    const decision = this.engine.comptoir.documents.demoInvoice(
      this.engine.visitorContext(), products, { sequence, lines: lines.map((line) => ({ ...line, extra: [] })) },
    );
    const { invoice } = decision.answer;
    if (invoice) {
      await this.connection.getRepository(ctx, Paper).insert({
        kind: 'demo-invoice', number: invoice.number, for: email,
        document: { invoice, lines: decision.answer.lines } as never,
      });
      await this.sequences.use(ctx, 'demo-invoice', sequence);
      await this.events.publish(new DemoInvoiceEvent(ctx, email, invoice, decision.answer.lines));
    }
    return { decision, products };
  }
}

import { Injectable, OnModuleInit } from '@nestjs/common';
import { EventBus, Order, RequestContext, TransactionalConnection } from '@vendure/core';
import type { documents, Facts, orders } from '@comptoir/node';
import { Invoice } from '../entities';
import { OrderChangedEvent } from '../events';
import { Client } from './clients';
import { Engine } from './engine';
import { Life } from './life';
import { held, orderFacts } from './order-facts';
import { Sequences } from './sequences';

const KIND = 'invoice';

interface Asked {
  answer: documents.InvoiceAnswer;
  facts: Facts;
  order: orders.Order;
  sequence: number;
  rows: Invoice[];
}

/** Invoices of orders: made when the order is placed, void and made anew as the rules say, and never changed. */
@Injectable()
export class Invoices implements OnModuleInit {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private life: Life,
    private sequences: Sequences,
    private events: EventBus,
  ) {}

  onModuleInit() {
    this.events.registerBlockingEventHandler({
      event: OrderChangedEvent,
      id: 'comptoir-invoices',
      handler: async ({ ctx, order: { id, code } }) => {
        if (!this.inPolicy) return;
        const known = (await this.rows(ctx, code)).length > 0;
        const order = await this.life.load(ctx, id);
        // One that was never invoiced is not invoiced by a change of its state; what was split off one is new.
        if (!known && this.life.kept(order)?.splitFrom === undefined) return;
        const client = await this.life.clientOf(ctx, order);
        if (client) await this.renew(ctx, client, order);
      },
    });
  }

  /** Whether the policy has invoices at all. */
  private get inPolicy(): boolean {
    return this.engine.generation.settings.some(({ path }) => path === 'invoice.number');
  }

  /** The one in force as it was issued, with what is paid now. Nothing is made. */
  async read(ctx: RequestContext, client: Client, order: Order): Promise<Asked | undefined> {
    return this.ask(ctx, client, order, 1);
  }

  /** Brings the order's invoices to where the rules want them: issued, reissued, voided, or as they stand. */
  async renew(ctx: RequestContext, client: Client, order: Order): Promise<Asked | undefined> {
    if (!this.inPolicy) return undefined;
    const sequence = await this.sequences.next(ctx, KIND);
    const asked = await this.ask(ctx, client, order, sequence);
    if (!asked) return undefined;
    const { answer: { step, invoice, voids }, rows } = asked;
    const today = this.engine.context(client).localDate;
    const voided = rows.find(({ number }) => number === voids);
    if (voided) {
      voided.voided = today;
      await this.connection.getRepository(ctx, Invoice).update(voided.id, { voided: today });
    }
    if (invoice && ['issued', 'reissued'].includes(step)) {
      const row = new Invoice({
        number: invoice.number, order: order.code, issued: invoice.issued, voided: null, lines: asked.order.lines,
        delivery: asked.order.delivery, payable: asked.order.payable, document: invoice as never,
      });
      rows.push(await this.connection.getRepository(ctx, Invoice).save(row));
      await this.sequences.use(ctx, KIND, sequence);
    }
    return asked;
  }

  rows(ctx: RequestContext, order: string): Promise<Invoice[]> {
    return this.connection.getRepository(ctx, Invoice).find({ where: { order }, order: { id: 'ASC' } });
  }

  private async ask(ctx: RequestContext, client: Client, order: Order, sequence: number): Promise<Asked | undefined> {
    const kept = this.life.kept(order);
    if (!kept) return undefined;
    const lines = held(order);
    const rows = await this.rows(ctx, order.code);
    const { facts } = await this.engine.facts(ctx, client, lines.map(({ productVariant }) => productVariant.id));
    const asOrdered = orderFacts(order, kept, client.employee.outlet.account);
    const { answer } = this.engine.comptoir.documents.invoice(this.engine.context(client), facts, asOrdered, {
      sequence,
      issued: rows.map(({ number, issued, voided, lines: of, delivery, payable }) => ({
        number, issued, voided, lines: of, delivery, payable,
      })),
      shipped: this.shipped(kept.history),
    });
    return { answer, facts, order: asOrdered, sequence, rows };
  }

  /** Day of the first shipment. */
  private shipped(history: orders.HistoryEntry[]): string | null {
    const entry = history.find(({ after }) => ['part', 'full'].includes(after.shipment));
    return entry ? this.engine.dayOf(entry.at) : null;
  }
}

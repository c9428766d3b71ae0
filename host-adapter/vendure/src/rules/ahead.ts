import { Injectable } from '@nestjs/common';
import { ID, Order, RequestContext } from '@vendure/core';
import type { Facts, orders, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { minus, plus, sign } from '../decimal';
import { Calendar } from './calendar';
import { Clients } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { Kept, since } from './kept';
import { Life } from './life';
import { OrderHistory } from './order-history';
import { OrdersTogether } from './orders-together';
import { orDegraded } from './outage';
import { stateOf } from './request';
import { bars } from './words';

/** How a stage stands, or will stand, of an order that is placed. */
export interface StageAhead {
  verdict: types.StageVerdict;
  /** Those of this stage, in order of decision. */
  findings: types.Finding[];
}

interface Asked {
  of: orders.Order;
  context: types.Context;
  facts: Facts;
  working: orders.WorkingTime[] | null;
  history: orders.OrderHistory;
  audience: types.Audience;
}

/** In rising precedence, as in the contract. */
const OUTCOMES: types.Outcome[] = ['allow', 'adjust', 'hold', 'indeterminate', 'block'];

/** What takes an order through each stage; of shipping, all that has not left yet. */
const EVENTS = {
  confirm: 'confirm', reserve: 'reserve', ship: { tag: 'ship', val: 'full' },
} satisfies Partial<Record<types.Stage, orders.Event>>;

type Ahead = keyof typeof EVENTS;

/** Whose word it is says nothing of the order. */
const ACTOR = 'order.actor';
/** The event has no place where the order stands. */
const NO_PLACE = 'order.event';
/** The order itself is to be paid first. */
const NEEDS = 'order.needs';

/**
 * What a placed order has before it: `orders.fire` asked about each stage in turn, as if somebody who may did it now, and never
 * applied. Nothing is locked or kept.
 */
@Injectable()
export class StagesAhead {
  /** Whether orders come to be reserved at all, under which policy. */
  private reserving?: { generation: number; ever: boolean };

  constructor(
    private engine: Engine,
    private life: Life,
    private clients: Clients,
    private gatherer: Gatherer,
    private calendar: Calendar,
    private past: OrderHistory,
    private together: OrdersTogether,
  ) {}

  /** Undefined: the rules did not place it. Empty: nothing is ahead of it any more. */
  async of(
    ctx: RequestContext, id: ID, audience: types.Audience,
  ): Promise<{ stages: StageAhead[]; currency: string } | undefined> {
    const order = await this.together.of(ctx, id);
    const kept = order && this.life.kept(order);
    if (!kept) return undefined;
    const { currency, states } = kept;
    const ahead = this.ahead(states);
    if (ahead.length === 0) return { stages: [], currency };
    const asked = await this.asked(ctx, order, kept, audience);
    return asked && { stages: ahead.flatMap((stage) => this.stage(ctx, stage, asked) ?? []), currency };
  }

  /** What would have to be paid for an event that was refused, by what it is refused for; undefined: no payment helps. */
  async releaseOf(ctx: RequestContext, id: ID, event: orders.Event): Promise<string | undefined> {
    const order = await this.together.of(ctx, id);
    const kept = order && this.life.kept(order);
    const asked = kept && await this.asked(ctx, order, kept, 'staff');
    return asked && orDegraded('what an event would be let pass by', async () => {
      const said = this.said(ctx, event, asked);
      const isNever = !waits(asked.of.states.order) && said.some(({ code }) => code === NO_PLACE);
      return isNever ? undefined : this.release(ctx, event, asked, said);
    }, () => undefined);
  }

  /** The order and what the rules go by about it: of many orders of a client most of it is read once. */
  private async asked(ctx: RequestContext, order: Order, kept: Kept, audience: types.Audience): Promise<Asked | undefined> {
    const { currency, principal } = kept;
    const client = principal === undefined
      ? await this.clients.ofOrder(ctx, order)
      : await this.clients.ofAccount(ctx, principal);
    if (!client) return undefined;
    const { comptoirEntity } = order.customFields as OrderFields;
    return {
      of: this.life.facts(order, client),
      context: this.engine.systemContext(client.employee.outlet.account),
      // These events are decided by debts and by the order itself, not by articles and stock.
      facts: (await this.gatherer.facts(ctx, client, [])).facts,
      working: await this.calendar.shared(ctx, this.engine.now(), since(kept)),
      history: await this.past.shared(ctx, comptoirEntity ?? '', currency, order.id),
      audience,
    };
  }

  /** Which stages may be ahead of an order that stands there. */
  private ahead({ order, shipment }: orders.States): Ahead[] {
    if (waits(order)) return ['confirm', ...(this.everReserves() ? ['reserve' as const] : []), 'ship'];
    if (order !== 'confirmed' || shipment === 'full' || shipment === 'delivered') return [];
    return ['reserve', 'ship'];
  }

  private everReserves(): boolean {
    const { number: generation } = this.engine.generation;
    if (this.reserving?.generation !== generation) {
      const { transitions } = this.engine.comptoir.orders.describe();
      const ever = transitions.some(({ axis, stages }) => axis === 'reservation' && stages.includes('reserve'));
      this.reserving = { generation, ever };
    }
    return this.reserving.ever;
  }

  /** Undefined: it is not ahead of the order, which has its goods, has asked for them, or never will. */
  private stage(ctx: RequestContext, stage: Ahead, asked: Asked): StageAhead | undefined {
    const { order } = asked.of.states;
    const event = EVENTS[stage];
    const said = this.said(ctx, event, asked);
    if (stage === 'reserve' && !waits(order) && said.some(({ code }) => code === NO_PLACE)) return undefined;
    // While it waits for its confirmation, the turn of the others has not come; that is nothing to be mended.
    const findings = waits(order) ? said.filter(({ code }) => code !== NO_PLACE) : said;
    return { verdict: { stage, outcome: worst(findings), release: this.release(ctx, event, asked, findings) }, findings };
  }

  private said(ctx: RequestContext, event: orders.Event, { of: order, context, facts, working, history, audience }: Asked): types.Finding[] {
    stateOf(ctx).decisions += 1;
    const stage = stageOf(event);
    const decision = this.engine.comptoir.orders.fire(
      context, facts, { order, working, history }, { event, key: randomUUID(), digest: '', roles: [] },
    );
    return decision.view(audience).verdict.findings.filter((finding) => finding.stage === stage && finding.code !== ACTOR);
  }

  /** Of debts the largest sum, as in a cart. Where the order is to be paid too, what debts would be left once it is. */
  private release(ctx: RequestContext, event: orders.Event, asked: Asked, findings: types.Finding[]): string | undefined {
    const { of } = asked;
    const own = sum(findings.filter(({ code }) => code === NEEDS));
    const debts = sum(findings.filter(({ code }) => code !== NEEDS));
    if (own === undefined || debts === undefined) return own ?? debts;
    const paid: orders.Order = { ...of, paid: minus(of.payable, of.credited), states: { ...of.states, payment: 'full' } };
    const left = sum(this.said(ctx, event, { ...asked, of: paid }));
    return left === undefined ? own : plus(own, left);
  }
}

/** Whose findings bar an event; of stages after it they are a preview. */
function stageOf(event: orders.Event): types.Stage {
  const tag = typeof event === 'string' ? event : event.tag;
  if (tag === 'confirm' || tag === 'reserve' || tag === 'ship') return tag;
  return tag === 'correct' ? 'place' : 'edit';
}

function waits(order: orders.OrderState): boolean {
  return order === 'awaiting-confirmation' || order === 'awaiting-consent';
}

function worst(findings: types.Finding[]): types.Outcome {
  return OUTCOMES[Math.max(0, ...findings.map(({ outcome }) => OUTCOMES.indexOf(outcome)))] ?? 'block';
}

/** The largest sum whose payment is a remedy of what bars. */
function sum(findings: types.Finding[]): string | undefined {
  return findings.filter(bars)
    .flatMap(({ remedies }) => remedies.flatMap((remedy) => (remedy.tag === 'pay' ? [remedy.val] : [])))
    .reduce<string | undefined>((most, one) => (most === undefined || sign(minus(one, most)) > 0 ? one : most), undefined);
}

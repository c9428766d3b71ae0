import { Injectable } from '@nestjs/common';
import { ID, RequestContext } from '@vendure/core';
import type { Facts, orders, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { minus, plus, sign } from '../decimal';
import { Calendar } from './calendar';
import { Clients } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { since } from './kept';
import { Life } from './life';
import { OrderHistory } from './order-history';
import { stateOf } from './request';
import { bars } from './words';

/** How a stage stands, or will stand, of an order that is placed. */
export interface StageAhead {
  verdict: types.StageVerdict;
  /** Those of this stage, in order of decision. */
  findings: types.Finding[];
}

interface Asked {
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
  ) {}

  /** Undefined: the rules did not place it. Empty: nothing is ahead of it any more. */
  async of(
    ctx: RequestContext, id: ID, audience: types.Audience,
  ): Promise<{ stages: StageAhead[]; currency: string } | undefined> {
    const order = await this.life.load(ctx, id, ctx.channelId);
    const kept = this.life.kept(order);
    if (!kept) return undefined;
    const { currency, states } = kept;
    const ahead = this.ahead(states);
    if (ahead.length === 0) return { stages: [], currency };
    const client = await this.clients.ofOrder(ctx, order, kept.principal);
    if (!client) return undefined;
    const { comptoirEntity } = order.customFields as OrderFields;
    const of = this.life.facts(order, client);
    const asked: Asked = {
      context: this.engine.systemContext(client.employee.outlet.account),
      // These events are decided by debts and by the order itself, not by articles and stock.
      facts: (await this.gatherer.facts(ctx, client, [])).facts,
      working: await this.calendar.working(ctx, this.engine.now(), since(kept)),
      history: await this.past.of(ctx, comptoirEntity ?? '', currency, order.id),
      audience,
    };
    return { stages: ahead.flatMap((stage) => this.stage(ctx, stage, of, asked) ?? []), currency };
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
  private stage(ctx: RequestContext, stage: Ahead, of: orders.Order, asked: Asked): StageAhead | undefined {
    const said = this.said(ctx, stage, of, asked);
    if (stage === 'reserve' && !waits(of.states.order) && said.some(({ code }) => code === NO_PLACE)) return undefined;
    // While it waits for its confirmation, the turn of the others has not come; that is nothing to be mended.
    const findings = waits(of.states.order) ? said.filter(({ code }) => code !== NO_PLACE) : said;
    return { verdict: { stage, outcome: worst(findings), release: this.release(ctx, stage, of, asked, findings) }, findings };
  }

  private said(ctx: RequestContext, stage: Ahead, of: orders.Order, asked: Asked): types.Finding[] {
    const { context, facts, working, history, audience } = asked;
    stateOf(ctx).decisions += 1;
    const decision = this.engine.comptoir.orders.fire(
      context, facts, { order: of, working, history }, { event: EVENTS[stage], key: randomUUID(), digest: '', roles: [] },
    );
    return decision.view(audience).verdict.findings.filter((finding) => finding.stage === stage && finding.code !== ACTOR);
  }

  /** Of debts the largest sum, as in a cart. Where the order is to be paid too, what debts would be left once it is. */
  private release(
    ctx: RequestContext, stage: Ahead, of: orders.Order, asked: Asked, findings: types.Finding[],
  ): string | undefined {
    const own = sum(findings.filter(({ code }) => code === NEEDS));
    const debts = sum(findings.filter(({ code }) => code !== NEEDS));
    if (own === undefined || debts === undefined) return own ?? debts;
    const paid: orders.Order = { ...of, paid: minus(of.payable, of.credited), states: { ...of.states, payment: 'full' } };
    const left = sum(this.said(ctx, stage, paid, asked));
    return left === undefined ? own : plus(own, left);
  }
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

import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ctx, ID, Order, RequestContext } from '@vendure/core';
import type { accounts, types } from '@comptoir/node';
import gql from 'graphql-tag';
import { OrderFields } from '../entities/custom-fields';
import { Access } from '../rules/access';
import { StageAhead, StagesAhead } from '../rules/ahead';
import { Client } from '../rules/clients';
import { Engine } from '../rules/engine';
import { Life } from '../rules/life';
import { orDegraded } from '../rules/outage';
import { findings, stages } from './views';

const common = gql`
  "A stage that a placed order has before it: what would be said if whoever may took the order through it now."
  type B2bStageAhead {
    "confirm, reserve or ship."
    stage: String!
    "allow where nothing bars it, though its turn may not have come; hold, indeterminate or block."
    outcome: String!
    "What must be paid to pass, as a decimal; null where no payment helps."
    release: String
    text: String!
    findings: [B2bFinding!]!
  }
`;

export const stagesShopSchema = gql`
  ${common}

  extend type Order {
    """
    What is still ahead of a placed order of the client's company, the next first; empty once it has all left, was cancelled
    or is closed. Null for others, and where the rules give no answer.
    """
    b2bStages: [B2bStageAhead!]
  }
`;

export const stagesAdminSchema = gql`
  ${common}

  extend type B2bOrder {
    "What is still ahead of it, the next first; null where the rules give no answer."
    stages: [B2bStageAhead!]
  }
`;

/** Asked for by whoever wants it: a list of orders that does not ask costs nothing. */
abstract class Stages {
  protected constructor(protected ahead: StagesAhead, protected engine: Engine) {}

  /** `hasSums`: whether whoever asks reads what is owed, and what the order costs. */
  protected async seen(ctx: RequestContext, id: ID, audience: types.Audience, hasSums: boolean) {
    const found = await orDegraded('stages of an order', () => this.ahead.of(ctx, id, audience), () => undefined);
    if (!found) return null;
    const words = this.engine.words(ctx);
    const { currency } = found;
    const shown = hasSums ? found.stages : found.stages.map(withoutSums);
    return stages(shown.map(({ verdict }) => verdict), currency, words).map((stage, index) => ({
      ...stage, findings: findings(shown[index]?.findings ?? [], currency, words, audience),
    }));
  }
}

/** What will become of it, and of why all that names no money. */
function withoutSums({ verdict, findings: all }: StageAhead): StageAhead {
  const isSum = ({ params, remedies }: types.Finding) =>
    params.some(({ value }) => value.tag === 'money') || remedies.some(({ tag }) => tag === 'pay');
  return { verdict: { ...verdict, release: undefined }, findings: all.filter((finding) => !isSum(finding)) };
}

@Resolver('Order')
export class OrderStagesResolver extends Stages {
  constructor(ahead: StagesAhead, engine: Engine, private life: Life, private access: Access) {
    super(ahead, engine);
  }

  @ResolveField()
  async b2bStages(@Ctx() ctx: RequestContext, @Parent() order: Order) {
    const client = await this.engine.client(ctx);
    if (!client || !this.life.kept(order)) return null;
    const { comptoirEntity } = order.customFields as OrderFields;
    if (comptoirEntity !== client.employee.outlet.company.code) return null;
    await this.access.demand(ctx, client, 'view-orders');
    return this.seen(ctx, order.id, 'buyer', await this.seesSums(ctx, client));
  }

  /** A cart tells what is owed to whoever sees its prices, and statements to whoever sees those. */
  private async seesSums(ctx: RequestContext, client: Client): Promise<boolean> {
    const may = async (action: accounts.Permission) => (await this.access.barred(ctx, client, action)).length === 0;
    return (await may('view-settlements')) || may('view-prices');
  }
}

@Resolver('B2bOrder')
export class OrderStagesAdminResolver extends Stages {
  constructor(ahead: StagesAhead, engine: Engine) {
    super(ahead, engine);
  }

  /** Whoever has the order was asked for it before. */
  @ResolveField()
  stages(@Ctx() ctx: RequestContext, @Parent() { id }: { id: ID }) {
    return this.seen(ctx, id, 'staff', true);
  }
}

import { Injectable } from '@nestjs/common';
import { Order, RequestContext, TransactionalConnection } from '@vendure/core';
import type { accounts } from '@comptoir/node';
import { Receivable } from '../entities';
import { total } from '../money';
import { Known } from './directory';

/** How clients stand, for the list that staff and reps search: two queries, whatever there is. */
@Injectable()
export class Standings {
  constructor(private connection: TransactionalConnection) {}

  /** One a client whose receivables are known, by index into `companies`. `today`: the shop's local day. */
  async of(ctx: RequestContext, { companies, directory }: Known, today: string): Promise<accounts.Standing[]> {
    const live = await this.connection.getRepository(ctx, Order).createQueryBuilder('order')
      .select('order.customFields.comptoirEntity', 'entity')
      .addSelect('COUNT(*)', 'count')
      .where('order.customFields.comptoirLive = :live', { live: true })
      .groupBy('order.customFields.comptoirEntity')
      .getRawMany<{ entity: string; count: string | number }>();
    const receivables = await this.connection.getRepository(ctx, Receivable).find({ relations: ['company'] });
    const byCompany = new Map<string, Receivable[]>();
    for (const one of receivables) {
      const key = String(one.company.id);
      byCompany.set(key, [...(byCompany.get(key) ?? []), one]);
    }
    return companies.flatMap((company, client) => {
      if (!company.receivablesKnown) return [];
      return [{
        client,
        version: directory.clients[client]?.version ?? '',
        liveOrders: Number(live.find(({ entity }) => entity === company.code)?.count ?? 0),
        owed: owed(byCompany.get(String(company.id)) ?? [], today),
      }];
    });
  }
}

/** By currency, what is left to pay, and the part of it past its due day. */
function owed(receivables: Receivable[], today: string): accounts.Owed[] {
  const currencies = [...new Set(receivables.map(({ currency }) => currency))].sort();
  const left = (some: Receivable[]) =>
    total(some.flatMap(({ amount, paid }): [string, 1 | -1][] => [[amount, 1], [paid, -1]]));
  return currencies
    .map((currency) => {
      const of = receivables.filter((one) => one.currency === currency);
      return { currency, amount: left(of), overdue: left(of.filter(({ due }) => due != null && due < today)) };
    })
    .filter(({ amount }) => !/^-?[0.]+$/.test(amount));
}

import { Injector, Order, OrderByCodeAccessStrategy, RequestContext } from '@vendure/core';
import { OrderFields } from '../entities/custom-fields';
import { Clients } from '../rules/clients';
import { EntrySessions } from '../rules/entry-sessions';

/** Around the shop's own: on behalf of a client, orders of that client alone; a buyer may have had another company. */
export class ComptoirOrderByCode implements OrderByCodeAccessStrategy {
  private sessions: EntrySessions;
  private clients: Clients;

  constructor(private engines: OrderByCodeAccessStrategy) {}

  async init(injector: Injector) {
    await this.engines.init?.(injector);
    this.sessions = injector.get(EntrySessions);
    this.clients = injector.get(Clients);
  }

  destroy() {
    return this.engines.destroy?.();
  }

  async canAccessOrder(ctx: RequestContext, order: Order): Promise<boolean> {
    if (!(await this.engines.canAccessOrder(ctx, order))) return false;
    if (!this.sessions.is(ctx)) return true;
    const client = await this.clients.of(ctx, order);
    return client?.employee.outlet.company.code === (order.customFields as OrderFields).comptoirEntity;
  }
}

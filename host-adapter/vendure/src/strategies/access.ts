import {
  EntityAccessControlStrategy, Injector, Permission, Product, ProductVariant, RequestContext, VendureEntity,
} from '@vendure/core';
import { SelectQueryBuilder } from 'typeorm';
import { Sight } from '../rules/sight';

const HIDDEN = 'COALESCE(comptoirVariant.customFields.comptoirCategories, \'\') IN (:...comptoirHidden)';
const SEEN = HIDDEN.replace(' IN ', ' NOT IN ');

/**
 * Pages, lists and searches of the shop API do not know what the client does not see. Vendure asks about every query;
 * as long as neither the policy nor a contract hides anything from anybody it is told so, and no query changes.
 */
export class ComptoirAccess implements EntityAccessControlStrategy {
  private sight: Sight;
  applyAccessControl?: EntityAccessControlStrategy['applyAccessControl'];
  private installed = false;

  /** `engines`: what the shop had configured. */
  constructor(private engines: EntityAccessControlStrategy) {
    this.applyAccessControl = engines.applyAccessControl?.bind(engines);
  }

  async init(injector: Injector) {
    await this.engines.init?.(injector);
    this.sight = injector.get(Sight);
    if (this.sight.limited) this.install();
  }

  private install() {
    this.installed = true;
    this.applyAccessControl = (qb, kind, ctx) => {
      this.engines.applyAccessControl?.(qb, kind, ctx);
      this.leaveOut(qb, kind, ctx);
    };
  }

  destroy() {
    return this.engines.destroy?.();
  }

  canAccess(ctx: RequestContext, permissions: Permission[]) {
    return this.engines.canAccess(ctx, permissions);
  }

  async prepareAccessControl(ctx: RequestContext) {
    await this.engines.prepareAccessControl?.(ctx);
    await this.sight.prepare(ctx);
    // A contract that was loaded meanwhile hides something from this client; it stays so for those who come after.
    if (!this.installed && this.sight.hidden(ctx)) this.install();
  }

  private leaveOut<T extends VendureEntity>(qb: SelectQueryBuilder<T>, kind: unknown, ctx: RequestContext) {
    const hidden = this.sight.hidden(ctx);
    if (!hidden || hidden.length === 0) return;
    const { alias } = qb;
    const variants = (column: string, which: string) => qb.subQuery()
      .select('comptoirVariant.id').from(ProductVariant, 'comptoirVariant')
      .where(`comptoirVariant.${column} AND ${which}`)
      .getQuery();
    if (kind === ProductVariant) {
      qb.andWhere(`NOT EXISTS ${variants(`id = ${alias}.id`, HIDDEN)}`);
    } else if (kind === Product) {
      // One that has no variants at all is Vendure's to show.
      const of = `productId = ${alias}.id AND comptoirVariant.deletedAt IS NULL`;
      qb.andWhere(`(EXISTS ${variants(of, SEEN)} OR NOT EXISTS ${variants(of, HIDDEN)})`);
    } else if ((kind as { name?: string }).name === 'SearchIndexItem') {
      // Of Vendure's own search plugin, which does not export it.
      qb.andWhere(`NOT EXISTS ${variants(`id = ${alias}.productVariantId`, HIDDEN)}`);
    } else {
      return;
    }
    qb.setParameter('comptoirHidden', hidden);
  }
}

import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { I18nService, Order, TransactionalConnection, UserInputError } from '@vendure/core';
import type { EntitySubscriberInterface, QueryRunner, UpdateEvent } from 'typeorm';
import { Locks } from '../rules/locks';
import { REPEATED } from '../rules/own-words';

/** A key of the engine's translations: whoever saves an order here has no request of his own. */
const PLACED = 'comptoir-placed';

/**
 * A placed order is no cart any more, whoever saves it. Vendure's calls read an order, work, and save all of it: one that
 * read it before it was placed, by another request, would turn it back into what it was then.
 */
@Injectable()
export class PlacedGuard implements OnApplicationBootstrap, EntitySubscriberInterface<Order> {
  constructor(private connection: TransactionalConnection, private locks: Locks, private i18n: I18nService) {}

  onApplicationBootstrap() {
    this.connection.rawConnection.subscribers.push(this);
    for (const [language, text] of Object.entries(REPEATED)) {
      this.i18n.addTranslation(language, { error: { [PLACED]: text } });
    }
  }

  async beforeUpdate({ entity, manager, metadata }: UpdateEvent<Order>): Promise<void> {
    // Without `listenTo`: TypeORM would ask for it four times for each entity that anybody loads.
    // An update of single columns puts nothing back. Vendure saves copies too, which are of no class.
    if (metadata.target !== Order || entity?.id === undefined || entity.orderPlacedAt === undefined) return;
    const now = await this.locks.asLocked(manager, entity.id);
    if (!now) return;
    if (now.orderPlacedAt && !entity.orderPlacedAt) throw new UserInputError(`error.${PLACED}`);
    if (entity.state) now.state = entity.state;
  }

  afterTransactionStart({ queryRunner }: { queryRunner: QueryRunner }): void {
    this.locks.over(queryRunner);
  }

  afterTransactionCommit({ queryRunner }: { queryRunner: QueryRunner }): void {
    this.locks.over(queryRunner);
  }

  afterTransactionRollback({ queryRunner }: { queryRunner: QueryRunner }): void {
    this.locks.over(queryRunner);
  }
}

'use strict';
// Something that another transaction does and commits while somebody waits for it.

const { fromPlugin } = require('../server');

const { TransactionalConnection } = fromPlugin('@vendure/core');

/** `work` is under way and waits for what this transaction holds; then it is committed. */
function beforehandIn(world) {
  return async (statements, work) => {
    const other = world.shop.server.app.get(TransactionalConnection).rawConnection.createQueryRunner();
    await other.startTransaction();
    try {
      for (const [sql, values] of statements) await other.query(sql, values);
      const working = work();
      await world.waiting();
      await other.commitTransaction();
      return await working;
    } finally {
      await other.release();
    }
  };
}

module.exports = { beforehandIn };

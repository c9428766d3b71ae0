'use strict';
// Counts the SQL statements of a shop, but for those that open and close transactions.

function statementCounter() {
  let count = 0;
  const nothing = () => {};
  return {
    /** For `dbConnectionOptions.logger`: TypeORM tells it of every statement. */
    logger: {
      logQuery: (sql) => {
        if (!/^(BEGIN|COMMIT|ROLLBACK|START TRANSACTION|SAVEPOINT|RELEASE|PRAGMA)/.test(sql)) count += 1;
      },
      logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing,
    },
    count: () => count,
    /** How many `work` takes. */
    async during(work) {
      const before = count;
      await work();
      return count - before;
    },
  };
}

module.exports = { statementCounter };

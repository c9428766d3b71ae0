'use strict';
// A worker of the same shop, for the process that forked this one: it writes as workers do, and when it is told to.
//   { load: [table, csv] }                      as `loadB2bData` does, in one transaction
//   { begin: [entity, criteria, fields] }       writes, and does not commit
//   { end: 'commit' | 'rollback' }

const path = require('node:path');
const { fromPlugin, PLUGIN } = require('../server');

const { bootstrapWorker, mergeConfig, NoopLogger, RequestContextService, TransactionalConnection } = fromPlugin('@vendure/core');
const { testConfig } = fromPlugin('@vendure/testing');
const { ComptoirPlugin } = require(path.join(PLUGIN, 'dist'));
const { Loader } = require(path.join(PLUGIN, 'dist/load/loader'));

(async () => {
  const dbConnectionOptions = JSON.parse(process.argv[2]);
  const { app } = await bootstrapWorker(mergeConfig(testConfig, {
    logger: new NoopLogger(),
    dbConnectionOptions: { ...dbConnectionOptions, synchronize: false },
    plugins: [ComptoirPlugin.init({ policy: path.join(__dirname, '../policies/loyalty.toml'), compilation: 'baseline' })],
  }));
  const connection = app.get(TransactionalConnection);
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
  let open;
  const work = {
    load: ([table, csv]) => connection.withTransaction(ctx, (tx) => app.get(Loader).load(tx, table, csv)),
    async begin([entity, criteria, fields]) {
      open = connection.rawConnection.createQueryRunner();
      await open.startTransaction();
      await open.manager.getRepository(entity).update(criteria, fields);
    },
    async end(how) {
      await (how === 'commit' ? open.commitTransaction() : open.rollbackTransaction());
      await open.release();
    },
    stop: () => app.close().then(() => setTimeout(() => process.exit(), 100)),
  };
  process.on('message', async (message) => {
    const [[what, given]] = Object.entries(message);
    try {
      process.send({ done: (await work[what](given)) ?? null });
    } catch (error) {
      process.send({ failed: error.stack });
    }
  });
  process.send({ done: 'ready' });
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

'use strict';
// Makes the databases that files of tests start from, for the process that forked this one: plugins are fixed when Vendure loads.

const fs = require('node:fs');
const { fromPlugin, seedShop, startShop } = require('../server');

const { TransactionalConnection } = fromPlugin('@vendure/core');

async function make(place) {
  const shop = await startShop('neutral', {}, {}, { afresh: true });
  const { driver } = shop.server.app.get(TransactionalConnection).rawConnection;
  const keep = (name) => {
    const passing = `${place}.${process.pid}`;
    fs.writeFileSync(passing, driver.export());
    fs.renameSync(passing, `${place}.${name}.sqlite`);
  };
  keep('empty');
  await seedShop(shop);
  keep('seeded');
  await shop.stop();
}

make(process.argv[2]).then(
  () => process.send({}, () => process.exit()),
  (error) => process.send({ error: String(error.stack ?? error) }, () => process.exit(1)),
);

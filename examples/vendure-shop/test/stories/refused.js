'use strict';
// A shop whose policy is refused, for the process that forked this one.

const { startShop } = require('../server');

startShop('neutral', { policy: { name: 'policy.toml', text: '[shop]\ncurrency = "RUB"\ntimezone = "Europe/Moscow"\ncolour = "red"\n' } }).then(
  () => process.send({ answers: 'it started' }, () => process.exit()),
  (error) => process.send({ error: String(error.message ?? error) }, () => process.exit()),
);

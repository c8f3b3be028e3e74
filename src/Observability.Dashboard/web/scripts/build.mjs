// Builds the page for MSBuild: installs packages when the lock file changed, builds when a source changed, and does
// neither while another build is at it. Exit code 2 means "cannot be built on this machine"; 1 means "is broken".
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const lock = at('.build-lock');
const installStamp = at('node_modules', '.install-stamp');
const buildStamp = at('dist', '.stamp');
const staleLockAfter = 10 * 60_000;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js ${process.versions.node} is too old for the dashboard; 20.19 or later is needed.`);
  process.exit(2);
}

await acquireLock();
try {
  process.exitCode = build();
} finally {
  rmSync(lock, { recursive: true, force: true });
}

function build() {
  const packages = hash([at('package-lock.json'), at('.npmrc')]);
  const sources = hash(inputs());
  if (read(buildStamp) === sources) {
    writeFileSync(buildStamp, sources); // a fresh timestamp, so that MSBuild does not ask again
    return 0;
  }

  if (read(installStamp) !== packages) {
    if (run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error') !== 0) return 2;
    writeFileSync(installStamp, packages);
  }

  if (run('npm', 'run', '--silent', 'build') !== 0) return 1;
  writeFileSync(buildStamp, sources);
  return 0;
}

async function acquireLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }

    // A killed build leaves its lock behind.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > staleLockAfter) rmSync(lock, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function inputs() {
  const top = readdirSync(root).filter((name) => /\.(json|ts|html)$/.test(name)).map((name) => at(name));
  const trees = ['src', 'public', 'scripts'].filter((name) => existsSync(at(name)));
  const files = trees.flatMap((name) =>
    readdirSync(at(name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)));
  return [...top, at('.npmrc'), ...files];
}

function hash(files) {
  const sha = createHash('sha256');
  for (const file of [...files].sort()) sha.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return sha.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function run(command, ...args) {
  // npm is a .cmd on Windows, which only a shell starts.
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  return result.status ?? 2;
}

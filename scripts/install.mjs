// Runs before `npm start` and `npm test`: refuses a Node that is too old, then installs the packages when they are
// missing or older than package-lock.json. Old Nodes must be able to parse this file, hence its plain syntax.
const REQUIRED = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < REQUIRED[0] || (major === REQUIRED[0] && minor < REQUIRED[1])) {
  console.error(
    `Tensiometer needs Node ${REQUIRED.join('.')} or newer, and this is Node ${process.versions.node}: ` +
      'install a current version from https://nodejs.org and run the same command again.',
  );
  process.exit(1);
}

async function main() {
  const { spawnSync } = await import('node:child_process');
  const { statSync } = await import('node:fs');
  const { fileURLToPath } = await import('node:url');
  const root = fileURLToPath(new URL('..', import.meta.url));

  const modified = file => {
    const found = statSync(`${root}${file}`, { throwIfNoEntry: false });
    return found ? found.mtimeMs : 0;
  };
  // npm writes this hidden lock last, and only when the whole installation went well.
  const installed = modified('node_modules/.package-lock.json');
  if (installed > 0 && installed >= modified('package-lock.json')) return 0;

  console.log(
    installed > 0
      ? 'package-lock.json has changed: running npm ci ...'
      : 'Installing the packages with npm ci (once, about half a minute) ...',
  );
  // A NODE_ENV or an npm setting that leaves packages out would leave out the test runner or the database.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath || '';
  const { status, signal, error } = /npm-cli\.[cm]?js$/.test(npm)
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return 0;
  if (signal) return 130;
  console.error(
    `\nThe packages could not be installed (${error ? error.message : `npm ci ended with ${status}`}). Check that this ` +
      'machine reaches the npm registry (npm ping) and that the disk has 1 GB free, then run the same command again; ' +
      'after a change to package.json by hand, run npm install once.',
  );
  return 1;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);

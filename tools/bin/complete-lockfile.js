// A lockfile names the optional packages of every platform, so that `npm ci` installs on each of them. Where a registry
// holds only the platform's own packages, `npm install` leaves the others out, and `npm ci` then calls the lockfile out
// of sync. This adds them: version, operating system, processor and C library, all of which follow from the package's
// name and the version that its dependent asks for. Run it after `npm install`: `npm run lockfile`.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'ia32', 'x64', 'ppc64', 's390x', 'riscv64', 'loong64', 'arm'];

/** The lockfile's key of a package as `node_modules` resolution finds it from another one, or undefined. */
function resolve(packages, from, name) {
  for (let folder = from; ; ) {
    const key = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[key]) return key;
    if (!folder) return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
  }
}

/** Optional dependencies that the lockfile asks for and does not hold: `{ name, version, dev }`. */
function missingOptionalPackages(lockfile) {
  return Object.entries(lockfile.packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => resolve(lockfile.packages, from, name) === undefined)
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

function platformEntry({ name, version, dev }) {
  const system = systems.find((candidate) => name.includes(candidate));
  const rest = system && name.slice(name.indexOf(system) + system.length);
  const cpu = rest && processors.find((candidate) => rest.startsWith(`-${candidate}`));
  if (!cpu || !/^\d/.test(version)) {
    throw new Error(`${name}@${version}: no platform in its name; add it to package-lock.json by hand`);
  }
  const libc = rest.includes('musl') ? ['musl'] : rest.includes('gnu') ? ['glibc'] : undefined;
  return { version, cpu: [cpu], ...(dev && { dev }), ...(libc && { libc }), optional: true, os: [system] };
}

/** The lockfile with an entry for each optional package that it lacked, in npm's order. */
function completeLockfile(lockfile) {
  const added = missingOptionalPackages(lockfile).map((one) => [
    `node_modules/${one.name}`,
    platformEntry(one),
  ]);
  const packages = [...Object.entries(lockfile.packages), ...added].sort(([a], [b]) =>
    a.localeCompare(b, 'en'),
  );
  return { ...lockfile, packages: Object.fromEntries(packages) };
}

module.exports = { completeLockfile, missingOptionalPackages };

if (require.main === module) {
  const file = join(__dirname, '..', '..', 'package-lock.json');
  const lockfile = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
  console.log(
    `package-lock.json: ${missingOptionalPackages(lockfile).length} packages of other platforms added`,
  );
}

// Starts a local PostgreSQL and holds it until it is killed: the owner that the tests of local-postgres kill.
import { localPostgres } from '../../scripts/local-postgres.ts';

const dataFolder = process.argv[2] ?? '';
const { how, url } = await localPostgres({ dataFolder, fast: true, where: 'http://localhost:3000', say: () => {} });
console.log(JSON.stringify({ how, url }));
setInterval(() => {}, 60_000);

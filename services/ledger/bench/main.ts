import { journalBench } from './journal-bench.js';

const [command = 'help', seconds = '10'] = process.argv.slice(2);
if (command === 'journal') await journalBench(Number(seconds));
else console.log('npm run bench:ledger -- journal [seconds]');

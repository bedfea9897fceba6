import { createLogger } from '../../kit/src/logging/logger.js';
import { startConsole } from './start-console.js';

const port = Number(process.env['PORT'] ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT: "${process.env['PORT'] ?? ''}" is no port; give a number from 0 (a free one) to 65535`);
  process.exit(1);
}
const running = await startConsole(port, createLogger({ service: 'console', level: 'warn' }));
console.log(`FinFlow's services run in this process, with nothing but memory.

  ${running.url}

Ctrl-C ends them.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // A second signal does not wait.
    process.once(signal, () => process.exit(1));
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

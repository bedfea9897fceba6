import { interruptTerraform } from './terraform.js';

/** Hands Ctrl-C and a polite end on to every running Terraform, and waits for what they make of it. */
export async function endWithTerraform<T>(work: () => Promise<T>): Promise<T> {
  process.on('SIGINT', interruptTerraform);
  process.on('SIGTERM', interruptTerraform);
  try {
    return await work();
  } finally {
    process.off('SIGINT', interruptTerraform);
    process.off('SIGTERM', interruptTerraform);
  }
}

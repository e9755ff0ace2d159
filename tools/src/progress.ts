import yoctoSpinner from 'yocto-spinner';

/**
 * Runs `work` under a spinner on a terminal, or between two plain lines elsewhere.
 *
 * @throws what `work` throws
 */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const spinner = yoctoSpinner({ text: title, stream: process.stdout }).start();
  try {
    const result = await work();
    spinner.success(`${title} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    spinner.error(title);
    throw error;
  }
}

import yoctoSpinner from 'yocto-spinner';

/**
 * Runs `work` under a spinner on a terminal, behind a plain line elsewhere.
 *
 * @throws what `work` throws
 */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  if (!process.stdout.isTTY) {
    console.log(title);
    return await work();
  }
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

import { type Answer, refused } from './answer.ts';
import { failure } from './error.ts';
import { isPluginType, pluginTypes } from './registry.ts';
import { type Invocation, receive } from './skel.ts';
import { readAll, writeAll } from './stdio.ts';

/** The runtime for people and scripts, in the same executable. */
const TOOL = 'cnitool-ts';

/** Serves the plugin of that name. @returns the exit status */
export async function run(type: string): Promise<number> {
  if (type === TOOL) {
    const tool = await import('./cnitool/index.ts');
    return tool.run(process.argv.slice(2), {
      env: process.env,
      out: (text) => writeAll(1, text),
      err: (text) => writeAll(2, text),
    });
  }
  const answer = await serve(type, { env: process.env, readStdin: () => readAll(0) });
  writeAll(2, answer.stderr);
  writeAll(1, answer.stdout);
  return answer.exitStatus;
}

async function serve(type: string, invocation: Invocation): Promise<Answer> {
  if (!isPluginType(type))
    return refused(
      failure(
        `unknown plugin type ${JSON.stringify(type)}`,
        `this executable serves ${pluginTypes.join(', ')}: call it by one of these names, through a link for instance`,
      ),
    );
  const received = receive(type, invocation);
  if (received.kind === 'answer') return received;
  // Loaded late: what is refused early needs no plugin and no kernel client.
  const { perform } = await import('./perform.ts');
  const { loadPlugins } = await import('./plugins/load.ts');
  const { plugin, inProcess } = await loadPlugins(type, received.request);
  return perform(plugin, received, inProcess);
}

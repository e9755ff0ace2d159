import { type Answer, answer, refused } from './answer.ts';
import { checkNotOwnNetns } from './own-netns.ts';
import type { Plugin, Request } from './request.ts';
import { formatResult } from './result/result.ts';
import type { Accepted } from './skel.ts';

/** Where plugins of this executable are found by {@link Request.inProcess}. */
export type PluginLookup = (type: string) => Plugin | undefined;

/** The second half: lets `plugin` do what was asked and says what came of it. */
export function perform(plugin: Plugin, accepted: Accepted, inProcess: PluginLookup): Answer {
  const request: Request = { ...accepted.request, inProcess };
  try {
    if (request.command === 'ADD' || request.command === 'DEL') checkNotOwnNetns(request);
    switch (request.command) {
      case 'ADD':
        return answer({ stdout: formatResult(plugin.add(request), request.version) });
      case 'DEL':
        plugin.del(request);
        break;
      case 'CHECK':
        plugin.check(request);
        break;
      case 'STATUS':
        plugin.status?.(request);
        break;
      case 'GC':
        plugin.gc?.(request);
        break;
    }
    return answer({});
  } catch (error) {
    return refused(error);
  }
}

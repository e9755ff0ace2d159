import { RtnlSync } from '@iplink-ts/rtnetlink';
import type { Netns } from '@iplink-ts/socket';

/** The two namespaces of an attachment, each with a client. */
export interface Attachment extends Disposable {
  readonly netns: Netns;
  readonly container: RtnlSync;
  /** Where the master is: the plugin's own namespace, or the container's (`linkInContainer`). */
  readonly home: RtnlSync;
}

/** Takes over `netns`. */
export function openAttachment(netns: Netns, linkInContainer: boolean): Attachment {
  const opened: Disposable[] = [netns];
  const dispose = (): void => {
    for (const resource of opened.reverse()) resource[Symbol.dispose]();
  };
  try {
    const container = RtnlSync.open({ netns: { fd: netns.fd } });
    opened.push(container);
    const home = linkInContainer ? container : RtnlSync.open();
    opened.push(home);
    return { netns, container, home, [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

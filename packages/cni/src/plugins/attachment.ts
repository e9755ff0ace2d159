import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import type { Netns } from '@iplink-ts/socket';

/** The two namespaces of an attachment, each with a client. */
export interface Attachment extends Disposable {
  readonly netns: Netns;
  readonly container: SyncClient;
  /** Where the master is: the plugin's own namespace, or the container's (`linkInContainer`). */
  readonly home: SyncClient;
}

/** Takes over `netns`. */
export function openAttachment(netns: Netns, linkInContainer: boolean): Attachment {
  const opened: Disposable[] = [netns];
  const dispose = (): void => {
    for (const resource of opened.reverse()) resource[Symbol.dispose]();
  };
  try {
    const container = SyncClient.open({ netns: { fd: netns.fd } });
    opened.push(container);
    const home = linkInContainer ? container : SyncClient.open();
    opened.push(home);
    return { netns, container, home, [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

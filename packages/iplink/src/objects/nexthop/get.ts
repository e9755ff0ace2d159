/** The nexthop object that a route refers to. */
import type { Nexthop } from '@iplink-ts/rtnetlink';
import { nexthops } from '@iplink-ts/rtnetlink/sync';
import { isRefusal, kernelText } from '../../kernel.ts';
import type { Session } from '../../session.ts';

/** Asks for a nexthop; a refusal is told of, and nothing more. */
export function getNexthop(session: Session, id: number): Nexthop | undefined {
  try {
    return session.host.run(nexthops.get(id));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    session.complain(kernelText(error));
    return undefined;
  }
}

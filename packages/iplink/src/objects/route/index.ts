import type { Words } from '../../argv.ts';
import type { Session } from '../../session.ts';
import { routeUsage } from './usage.ts';

export function runRoute(_session: Session, _words: Words): void {
  throw routeUsage();
}

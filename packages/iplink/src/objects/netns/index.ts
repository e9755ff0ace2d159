import type { Words } from '../../argv.ts';
import type { Session } from '../../session.ts';
import { netnsUsage } from './usage.ts';

export function runNetns(_session: Session, _words: Words): void {
  throw netnsUsage();
}

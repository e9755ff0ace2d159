import type { Words } from '../../argv.ts';
import type { Session } from '../../session.ts';
import { neighUsage } from './usage.ts';

export function runNeigh(_session: Session, _words: Words): void {
  throw neighUsage();
}

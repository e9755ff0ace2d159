/** SEG6_LOCAL_ACTION_* (linux/seg6_local.h): the behaviours of RFC 8986 by the names that it gives them. */
import { type Keyword, keywords } from '../../../keywords.ts';
import type { EncapOf } from './type.ts';

export type Action = Exclude<NonNullable<EncapOf<'seg6local'>['action']>, number>;

export const ACTIONS = keywords<Action>(() => [
  ['End', 'end'],
  ['End.X', 'endX'],
  ['End.T', 'endT'],
  ['End.DX2', 'endDx2'],
  ['End.DX6', 'endDx6'],
  ['End.DX4', 'endDx4'],
  ['End.DT6', 'endDt6'],
  ['End.DT4', 'endDt4'],
  ['End.B6', 'endB6'],
  ['End.B6.Encaps', 'endB6Encap'],
  ['End.BM', 'endBm'],
  ['End.S', 'endS'],
  ['End.AS', 'endAs'],
  ['End.AM', 'endAm'],
  ['End.BPF', 'endBpf'],
  ['End.DT46', 'endDt46'],
]);

export function actionName(action: Action | number): string {
  const entry = ACTIONS.keywords.find(({ value }: Keyword<Action>) => value === action);
  return entry?.keyword ?? '<invalid>';
}

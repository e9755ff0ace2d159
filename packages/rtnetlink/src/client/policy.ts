import type { Policy } from '../message/ack.ts';

/** The limits that a value broke, as what it must be: `0 to 2`; empty when the policy names none. */
export function limitsOf(policy: Policy): string {
  const parts: string[] = [];
  const range = (least: bigint | undefined, most: bigint | undefined, lowest: bigint | undefined): void => {
    if (least === undefined && most === undefined) return;
    const from = least ?? lowest;
    if (most === undefined) parts.push(`at least ${from}`);
    else if (from === undefined) parts.push(`at most ${most}`);
    else parts.push(from === most ? `${from}` : `${from} to ${most}`);
  };
  range(policy.minValueU, policy.maxValueU, 0n);
  range(policy.minValueS, policy.maxValueS, undefined);
  const { minLength, maxLength, mask } = policy;
  if (minLength !== undefined && minLength === maxLength) parts.push(`${minLength} bytes long`);
  else {
    if (minLength !== undefined) parts.push(`at least ${minLength} bytes long`);
    if (maxLength !== undefined) parts.push(`at most ${maxLength} bytes long`);
  }
  if (mask !== undefined) parts.push(`bits of 0x${mask.toString(16)}`);
  return parts.join(', ');
}

/** EINVAL and ERANGE where the kernel says what it would take: the limits of the value, or what is missing. */
import { limitsOf, NetlinkError } from '@iplink-ts/rtnetlink';
import type { Hints } from './refused.ts';

export const hints: Hints = ({ error }) => {
  if (!(error instanceof NetlinkError)) return [];
  const { path = 'value', policy, missing } = error;
  const limits = policy === undefined ? '' : limitsOf(policy);
  return [
    ...(limits === '' ? [] : [`${words(path)} must be ${limits}`]),
    ...(missing === undefined ? [] : [`${words(missing)} is missing`]),
  ];
};

/** The words of `ip` are mostly the kernel's: `gso_max_size`, where the attribute is `gsoMaxSize` in our API. */
function words(path: string): string {
  return path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

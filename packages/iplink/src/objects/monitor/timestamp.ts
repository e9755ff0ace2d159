/** When something happened, as `-timestamp` and `-tshort` show it. */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface Moment {
  /** Since 1970, UTC. */
  readonly seconds: number;
  readonly microseconds: number;
}

export function now(): Moment {
  const milliseconds = performance.timeOrigin + performance.now();
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds, microseconds: Math.floor((milliseconds - seconds * 1000) * 1000) };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function clock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `Sat Nov 21 01:53:57 2026`, as C's asctime has it, in local time. */
export function longTime({ seconds }: Moment): string {
  const date = new Date(seconds * 1000);
  const day = String(date.getDate()).padStart(2);
  return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${day} ${clock(date)} ${date.getFullYear()}`;
}

/** `2026-11-21T01:53:54.684342`, in local time. */
export function shortTime({ seconds, microseconds }: Moment): string {
  const date = new Date(seconds * 1000);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${clock(date)}.${String(microseconds).padStart(6, '0')}`;
}

/** Times of events, which two programs do not take at the same moment. */

const FULL = /Timestamp: \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4} \d+ usec$/gm;
const SHORT = /\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\] /g;

export function maskTimes(text: string): string {
  return text.replace(FULL, 'Timestamp: T').replace(SHORT, '[T] ');
}

/** Calls that give up: by a signal, for whatever reason, or after a time. Others on the same client are not disturbed. */
import { Rtnl } from '@iplink-ts/rtnetlink';
import { unshareNetns } from '@iplink-ts/socket';

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
const user = new AbortController();
const patient = host.links.list();
const impatient = host.with({ signal: user.signal }).links.list();
user.abort(new Error('the user has gone'));

const [links, aborted] = await Promise.allSettled([patient, impatient]);
console.log(links.status, aborted.status, aborted.status === 'rejected' ? aborted.reason.message : '');

const index = (await host.with({ timeout: 10_000 }).links.get('lo')).index;
console.log('lo has index', index);

import { expect, onTestFinished, test } from 'vitest';
import { followPage } from '../../../local-page/test/support/follow-page.ts';
import { type OtherCall, startSimulatorPage } from '../../page-server.ts';
import { open } from '../support/contact-center-client.ts';

/** The page's log: requests to the upstreams, and the calls of another log beside them. */

async function openWithPage() {
  const contactCenter = await open();
  const { clock, simulator } = contactCenter;
  const listeners = new Set<(call: OtherCall) => void>();
  const page = await startSimulatorPage({
    simulator,
    otherCalls: {
      title: 'Slack',
      recent: () => [{ name: 'auth.test', at: clock.now(), ms: 3.4, ok: true }],
      onCall(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  onTestFinished(() => page.stop());
  const follow = async () => {
    const tab = await followPage(page.url);
    onTestFinished(() => tab.stop());
    return tab;
  };
  const tell = (call: OtherCall): void => {
    for (const listener of listeners) listener(call);
  };
  return { ...contactCenter, page, follow, tell, listeners };
}

test('a call is shown while it is served, and again with its outcome', async () => {
  const { follow, guid, poll, simulator } = await openWithPage();
  const tab = await follow();
  const id = await guid();
  await poll(id); // This poll returns the event of the sign-in.
  simulator.faults.add({ upstream: 'gateway', route: 'poll', kind: 'hang' });
  const polled = poll(id).catch(() => 'cut');
  const open = await tab.next(({ calls }) => calls?.find(({ name, ms }) => name === 'poll' && ms === null));
  expect(open).toMatchObject({ where: 'gateway', status: null, failed: true });
  expect(open['fault']).toContain('hang');
  simulator.gateway.cutConnections();
  expect(await polled).toBe('cut');
  const ended = await tab.next(({ calls }) =>
    calls?.find(({ key, ms }) => key === open['key'] && ms !== null),
  );
  expect(ended).toMatchObject({ status: null, failed: true });
});

test('refused calls count as failed and have a reason; successful calls do not', async () => {
  const { cms, follow, gateway, guid } = await openWithPage();
  const tab = await follow();
  await guid();
  await gateway('agentgroup/900/callnums', { guid: 'wrong' });
  await cms('ping', {});
  await cms('openapi/agentgroup/nothing', {});
  const named = (wanted: string) => tab.next(({ calls }) => calls?.find(({ name }) => name === wanted));
  expect(await named('sign-in')).toMatchObject({ status: 200, code: '0', failed: false });
  expect(await named('ping')).toMatchObject({ where: 'cms', status: 200, failed: false });
  expect(await named('unknown')).toMatchObject({ failed: true });
});

test('an answer under a fault counts as failed and names the fault', async () => {
  const { cms, follow, simulator } = await openWithPage();
  const tab = await follow();
  simulator.faults.add({ upstream: 'cms', kind: 'gzip' });
  await cms('ping', {});
  const call = await tab.next(({ calls }) => calls?.find(({ name, ms }) => name === 'ping' && ms !== null));
  expect(call).toMatchObject({ status: 200, failed: true, fault: expect.stringContaining('gzip') });
});

test('calls of the other log are included in order of time', async () => {
  const { clock, cms, follow, tell } = await openWithPage();
  const before = await follow();
  expect(Object(before.state)).toMatchObject({ otherCalls: 'Slack', calls: [{ name: 'auth.test', ms: 3 }] });
  clock.advance(1000);
  await cms('ping', {});
  clock.advance(1000);
  tell({ name: 'views.open', at: clock.now(), ms: 31, ok: false, error: 'expired_trigger_id' });
  const call = await before.next(({ calls }) => calls?.find(({ where }) => where === 'other'));
  expect(call).toMatchObject({ name: 'views.open', ms: 31, failed: true, code: 'expired_trigger_id' });
  const { calls } = Object((await follow()).state);
  expect(calls.map(({ name }: { name: string }) => name)).toEqual(['auth.test', 'ping', 'views.open']);
});

test('the log keeps the latest three hundred', async () => {
  const { clock, follow, tell } = await openWithPage();
  for (let count = 0; count < 500; count += 1)
    tell({ name: `call ${count}`, at: clock.now(), ms: 1, ok: true });
  const { calls } = Object((await follow()).state);
  expect(calls).toHaveLength(300);
  expect(calls.at(-1)).toMatchObject({ name: 'call 499' });
});

test('a stopped page receives no further calls', async () => {
  const { listeners, page, simulator } = await openWithPage();
  const { size } = listeners;
  await page.stop();
  expect([size, listeners.size]).toEqual([1, 0]);
  await expect(fetch(page.url)).rejects.toThrow('fetch failed');
  simulator.world.setState(1099, 'busy');
});

import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { open } from '../support/contact-center-client.ts';

describe('certificates of the simulator', () => {
  test.for([
    ['expired', 'certificate has expired'],
    ['wrong-ca', 'unable to verify the first certificate'],
    ['wrong-host', "Hostname/IP does not match certificate's altnames"],
    ['self-signed', 'self-signed certificate'],
    ['tls-1.0', /protocol version|unsupported protocol/],
  ] as const)('%s fails verification, and valid passes again', async ([variant, message]) => {
    const { signIn, cms, simulator } = await open();
    await simulator.tls.present(variant);
    expect([simulator.gateway.tls.presented, simulator.cms.tls.presented]).toEqual([variant, variant]);
    await expect(signIn()).rejects.toThrow(message);
    await expect(cms('ping', {})).rejects.toThrow(message);
    await simulator.tls.present('valid');
    expect((await signIn()).status).toBe(200);
  });

  test('change for one upstream only, and cut its connections', async () => {
    const { cms, signIn, simulator } = await open();
    const { port } = new URL(simulator.gatewayUrl);
    const socket = connect({ port: Number(port), host: '127.0.0.1', ca: simulator.ca });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    await simulator.gateway.tls.present('expired');
    await closed;
    await expect(signIn()).rejects.toThrow('certificate has expired');
    expect((await cms('ping', {})).status).toBe(200);
  });

  test('are checked again despite an earlier session', async () => {
    const { simulator } = await open();
    const { port } = new URL(simulator.gatewayUrl);
    const to = { port: Number(port), host: '127.0.0.1', ca: simulator.ca };
    const session = await new Promise<Buffer>((resolve, reject) => {
      const socket = connect(to, () => socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'));
      socket.once('session', (ticket) => {
        socket.destroy();
        resolve(ticket);
      });
      socket.once('error', reject);
    });
    await simulator.gateway.tls.present('wrong-ca');
    const resumed = new Promise((resolve, reject) => {
      connect({ ...to, session }, () => resolve('connected')).once('error', reject);
    });
    await expect(resumed).rejects.toThrow('unable to verify the first certificate');
  });
});

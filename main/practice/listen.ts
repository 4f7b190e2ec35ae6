import type { Server } from 'node:http';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
      else reject(new Error('the service has no port'));
    });
  });
}

/**
 * Listen on 127.0.0.1: on the asked port, or with 0 on the remembered one when it is free, otherwise on any.
 * @returns the port. @throws when an asked port is taken.
 */
export async function listenSomewhere(server: Server, asked: number, remembered: number): Promise<number> {
  if (asked !== 0 || remembered === 0) return listen(server, asked);
  try {
    return await listen(server, remembered);
  } catch {
    return listen(server, 0);
  }
}

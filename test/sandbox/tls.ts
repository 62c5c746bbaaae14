import type { Server } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { CERTIFICATE } from './certificate';

/** What carries each encrypted connection. */
const carriers = new WeakMap<Socket, Socket>();

/** A way into the sandbox over TLS. */
export interface Door {
	url: string;
	close(): void;
}

/** Lets an HTTP server be called over TLS as well, at a port of its own. */
export async function openTlsDoor(server: Server, host: string): Promise<Door> {
	const open = new Set<Socket>();
	const door = createServer((carrier) => {
		const connection = new TLSSocket(carrier, { isServer: true, ...CERTIFICATE });
		carriers.set(connection, carrier);
		open.add(carrier);
		carrier.on('close', () => open.delete(carrier)).on('error', () => {});
		connection.on('error', () => {});
		server.emit('connection', connection);
	});
	await new Promise<void>((resolve) => {
		door.listen(0, host, resolve);
	});
	return {
		url: `https://${host}:${(door.address() as AddressInfo).port}`,
		close() {
			door.close();
			for (const carrier of open) carrier.destroy();
		},
	};
}

/**
 * Breaks a connection as a proxy does that writes plain text into an encrypted stream. One that is not
 * encrypted is reset.
 */
export function breakTls(connection: Socket | null): void {
	const carrier = connection === null ? undefined : carriers.get(connection);
	if (carrier === undefined) connection?.resetAndDestroy();
	else carrier.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
}

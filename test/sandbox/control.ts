import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults';
import { isObject, parseJson } from './json';
import type { Sandbox } from './sandbox';

/** Maps become lists of their values, as JSON knows no maps. */
function mapsAsLists(_key: string, value: unknown): unknown {
	return value instanceof Map ? [...value.values()] : value;
}

function bodyOf(request: FastifyRequest): unknown {
	return Buffer.isBuffer(request.body) ? parseJson(request.body.toString('utf8')) : undefined;
}

function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
	return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body, mapsAsLists));
}

/** Adds the routes through which another process drives the sandbox; they appear in no log. */
export function addControlRoutes(server: FastifyInstance, sandbox: Sandbox): void {
	const change = (path: string, act: (body: object) => unknown): void => {
		server.post(path, (request, reply) => {
			const body = bodyOf(request) ?? {};
			if (typeof body !== 'object') return reply.code(400).send('The body must be JSON.');
			return sendJson(reply, act(body) ?? { ok: true });
		});
	};
	server.get<{ Querystring: { endpoint?: string } }>('/__sandbox/log', (request, reply) => {
		const { endpoint } = request.query;
		return sendJson(reply, endpoint === undefined ? sandbox.log : sandbox.calls(endpoint));
	});
	server.get('/__sandbox/refusals', (_request, reply) => sendJson(reply, sandbox.refusals()));
	server.get('/__sandbox/secrets', (_request, reply) => sendJson(reply, sandbox.secrets()));
	server.get('/__sandbox/address', (_request, reply) => sendJson(reply, { url: sandbox.url, tlsUrl: sandbox.tlsUrl }));
	server.get('/__sandbox/state', (_request, reply) => sendJson(reply, sandbox.state));
	change('/__sandbox/reset', (body) => {
		const world = isObject(body) ? body['world'] : undefined;
		sandbox.reset(world === 'empty' || world === 'demo' ? world : undefined);
	});
	change('/__sandbox/seed', (body) => sandbox.seedAll(body));
	// What comes over this route is written by the same tests that use the typed functions.
	change('/__sandbox/faults', (body) => {
		for (const fault of Array.isArray(body) ? (body as Fault[]) : [body as Fault]) sandbox.fault(fault);
	});
	change('/__sandbox/options', (body) => sandbox.setOptions(body));
	server.delete('/__sandbox/faults', (_request, reply) => {
		sandbox.clearFaults();
		return sendJson(reply, { ok: true });
	});
}

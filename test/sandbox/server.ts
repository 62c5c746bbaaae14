import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { TENANT_TOKEN } from '../specs';
import { PAGE_NOT_FOUND, type Answer, type Outcome } from './answer';
import { parseBody } from './bodyParsing';
import { pause } from './clock';
import type { ApiEndpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { doesWork, faultOutcome } from './faultOutcome';
import { admit } from './gateway';
import { isObject } from './json';
import { answerAuthorize } from './oauthAuthorize';
import { answerOAuthToken } from './oauthToken';
import type { Platform } from './platform';
import { Refusal, refusalAnswer } from './refusal';
import { logId, type LoggedRequest } from './requestLog';
import { answerTenantToken } from './tenantToken';
import { breakTls } from './tls';
import { rejectToken } from './tokens';

const BODY_LIMIT = 20 * 1024 * 1024;

/** How long work on an exclusive target takes at least: zero would let no two calls ever overlap. */
const MIN_EXCLUSIVE_MS = 2;

type Answering = (entry: LoggedRequest, params: Readonly<Record<string, string>>) => Promise<Outcome>;

function queryOf(request: FastifyRequest): Record<string, string> {
	const query = isObject(request.query) ? request.query : {};
	return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

function headersOf(request: FastifyRequest): Record<string, string> {
	return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

function logged(platform: Platform, request: FastifyRequest, endpoint: string): LoggedRequest {
	const entry: LoggedRequest = {
		sequence: platform.log.length + 1,
		at: platform.clock.now(),
		method: request.method,
		path: request.url.split('?', 1)[0] ?? '',
		query: queryOf(request),
		headers: headersOf(request),
		body: undefined,
		rawBody: '',
		endpoint,
		app: undefined,
		status: undefined,
		code: undefined,
		answeredAt: undefined,
	};
	platform.log.push(entry);
	return entry;
}

function send(platform: Platform, reply: FastifyReply, entry: LoggedRequest, outcome: Outcome): FastifyReply {
	if (outcome === 'silence') return reply.hijack();
	if (outcome === 'cut' || outcome === 'broken') {
		reply.hijack();
		if (outcome === 'cut') reply.raw.socket?.resetAndDestroy();
		else breakTls(reply.raw.socket);
		return reply;
	}
	const { status, body, headers = {}, contentType = 'application/json; charset=utf-8' } = outcome;
	entry.status = status;
	entry.answeredAt = platform.clock.now();
	if (isObject(body) && typeof body['code'] === 'number') entry.code = body['code'];
	return reply
		.code(status)
		.headers({ 'x-tt-logid': logId(entry), 'content-type': contentType, ...headers })
		.send(typeof body === 'string' ? body : JSON.stringify(body));
}

async function answerApi(
	platform: Platform,
	endpoint: ApiEndpoint,
	entry: LoggedRequest,
	params: Readonly<Record<string, string>>,
): Promise<Answer> {
	try {
		const admitted = admit(platform, endpoint, entry, params);
		try {
			const answer = admitted.run();
			if (admitted.exclusive) await pause(Math.max(platform.settings.latencyMs, MIN_EXCLUSIVE_MS));
			else if (platform.settings.latencyMs > 0) await pause(platform.settings.latencyMs);
			return answer;
		} finally {
			admitted.release();
		}
	} catch (error) {
		if (error instanceof Refusal) return refusalAnswer(error, entry);
		throw error;
	}
}

/** Answers outside the gateway, which take as long as those behind it. */
function delayed(platform: Platform, answer: (platform: Platform, entry: LoggedRequest) => Answer): Answering {
	return async (entry) => {
		const given = answer(platform, entry);
		if (platform.settings.latencyMs > 0) await pause(platform.settings.latencyMs);
		return given;
	};
}

/** Puts the scripted faults in front of what answers an endpoint. */
function withFaults(platform: Platform, answering: Answering): Answering {
	return async (entry, params) => {
		const fault = platform.faults.next(entry.endpoint);
		if (!fault) return answering(entry, params);
		entry.fault = fault.kind;
		if (fault.kind === 'token' && fault.invalidate !== false) {
			rejectToken(platform.state, entry.headers['authorization'], { status: fault.status, code: fault.code });
		}
		const real = doesWork(fault) ? await answering(entry, params) : undefined;
		return faultOutcome(fault, entry, real);
	};
}

/** Adds a route whose requests are logged on arrival, before their bodies are read. */
function serve(server: FastifyInstance, platform: Platform, endpoint: string, method: string, path: string, answering: Answering): void {
	const entries = new WeakMap<FastifyRequest, LoggedRequest>();
	const faulty = withFaults(platform, answering);
	server.route<{ Params: Record<string, string>; Body: Buffer | undefined }>({
		method,
		url: path,
		onRequest(request, _reply, done) {
			entries.set(request, logged(platform, request, endpoint));
			done();
		},
		async handler(request, reply) {
			const entry = entries.get(request) ?? logged(platform, request, endpoint);
			entry.rawBody = request.body?.toString('utf8') ?? '';
			entry.body = parseBody(entry.rawBody, entry.headers['content-type']);
			return send(platform, reply, entry, await faulty(entry, request.params));
		},
	});
}

/** The HTTP server of a sandbox, not yet listening. */
export function createServer(platform: Platform): FastifyInstance {
	const server = fastify({
		logger: false,
		bodyLimit: BODY_LIMIT,
		// Hung requests must not keep a sandbox from stopping.
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 4_000 },
	});
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	server.setNotFoundHandler((request, reply) => send(platform, reply, logged(platform, request, 'unknown'), PAGE_NOT_FOUND));
	for (const endpoint of ENDPOINTS) {
		const { name, method, path } = endpoint.rules;
		serve(server, platform, name, method, path, (entry, params) => answerApi(platform, endpoint, entry, params));
	}
	serve(server, platform, 'tenantToken', TENANT_TOKEN.method, TENANT_TOKEN.path, delayed(platform, answerTenantToken));
	serve(server, platform, 'oauthToken', 'POST', '/open-apis/authen/v2/oauth/token', delayed(platform, answerOAuthToken));
	serve(server, platform, 'oauthAuthorize', 'GET', '/open-apis/authen/v1/authorize', delayed(platform, answerAuthorize));
	return server;
}

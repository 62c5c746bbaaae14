import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { Spec, SiblingSpec } from '../specs';
import { PARTS, type DeletionName } from '../deletions/sandbox';
import { isObject, type JsonObject } from './json';
import { SANDBOX_APP, type Sandbox } from './index';

/** A clock that stands still until a test moves it. */
export class ManualClock {
	constructor(private time = Date.UTC(2026, 10, 21)) {}

	now(): number {
		return this.time;
	}

	advance(milliseconds: number): void {
		this.time += milliseconds;
	}
}

/** A plain HTTP client that treats every status as an answer. */
export function httpClient(sandbox: Sandbox): AxiosInstance {
	return axios.create({ baseURL: sandbox.url, validateStatus: () => true, maxRedirects: 0, proxy: false });
}

/** Fetches a tenant token the documented way. */
export async function fetchTenantToken(
	sandbox: Sandbox,
	credentials: { appId: string; secret: string } = SANDBOX_APP,
): Promise<JsonObject> {
	const { data } = await httpClient(sandbox).post<JsonObject>('/open-apis/auth/v3/tenant_access_token/internal', {
		app_id: credentials.appId,
		app_secret: credentials.secret,
	});
	return data;
}

export interface SpecCall {
	token?: string;
	params?: Record<string, string>;
	query?: Record<string, string>;
	body?: unknown;
}

/** Calls an endpoint as its page says; without a token of its own, one is made for the sandbox's app. */
export async function callAsSpecified(
	sandbox: Sandbox,
	{ method, path, contentType }: Pick<Spec | SiblingSpec, 'method' | 'path' | 'contentType'>,
	call: SpecCall = {},
): Promise<AxiosResponse<JsonObject>> {
	const token = call.token ?? sandbox.seed.tenantToken();
	return httpClient(sandbox).request<JsonObject>({
		method,
		url: path.replace(/:(\w+)/g, (_match, parameter: string) => encodeURIComponent(call.params?.[parameter] ?? '')),
		params: call.query,
		data: call.body,
		headers: { Authorization: `Bearer ${token}`, ...(contentType !== undefined && { 'Content-Type': contentType }) },
	});
}

/** Calls the endpoint of a deletion. */
export function callDeletion(sandbox: Sandbox, name: DeletionName, call: SpecCall = {}): Promise<AxiosResponse<JsonObject>> {
	return callAsSpecified(sandbox, PARTS[name].spec, call);
}

/** What an answer tells apart from its words. */
export function gist({ status, data }: AxiosResponse<JsonObject>): [status: number, code: unknown] {
	return [status, data['code']];
}

/** The data of an answer, empty where there is none. */
export function dataOf({ data }: AxiosResponse<JsonObject>): JsonObject {
	return isObject(data['data']) ? data['data'] : {};
}

import type { ReadCall } from '../shared/endpoint';
import { readRefusals } from './refusals';

const RATES = [{ calls: 50, perMs: 1_000 }] as const;

/** Lists the punches of some employees from one time up to another. */
export const QUERY: ReadCall = {
	method: 'POST',
	path: '/attendance/v1/user_flows/query',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/query',
	rates: RATES,
	refusals: readRefusals,
};

/** Looks a punch up by its ID. */
export const GET: ReadCall = {
	method: 'GET',
	path: '/attendance/v1/user_flows/:user_flow_id',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/get',
	rates: RATES,
	refusals: readRefusals,
};

/** Employees that one query takes. */
export const EMPLOYEES_PER_QUERY = 50;

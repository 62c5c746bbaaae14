import type { Answer, Api } from '../../nodes/shared/endpoint';
import { reachOf } from '../../nodes/shared/engine/judge/feishuError';

/** What Feishu answers to a call, but for what a test changes. */
export function answerTo(api: Api, change: Partial<Answer>): Answer {
	const { code = 0, status = 400 } = change;
	return { status, code, reach: reachOf(api, { status, code }), msg: '', data: {}, error: {}, logId: null, ...change };
}

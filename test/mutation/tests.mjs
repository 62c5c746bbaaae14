// Which tests hold which file: its own, so that a mutant costs seconds and not minutes.
import { existsSync } from 'node:fs';
import path from 'node:path';

const ENGINE = 'nodes/shared/engine/';

/** Files whose tests have another name than theirs. */
const BY_FILE = {
	[`${ENGINE}settle/follower.ts`]: ['test/shared/settleLooks.test.ts', 'test/shared/reader.test.ts'],
	...Object.fromEntries(
		['outcome', 'repeatable', 'seen', 'unsent'].map((name) => [
			`${ENGINE}judge/${name}.ts`,
			['test/shared/outcome.test.ts', 'test/shared/outcomeInFull.test.ts', 'test/shared/unsent.test.ts'],
		]),
	),
	[`${ENGINE}token/renewal.ts`]: ['test/shared/tokenSource.test.ts'],
	[`${ENGINE}send/adaptiveRate.ts`]: ['test/shared/rateLimiter.test.ts'],
	[`${ENGINE}run/neverDelete.ts`]: ['test/shared/neverDelete.test.ts', 'test/shared/options.test.ts'],
	...Object.fromEntries(['chunk', 'lag', 'pool'].map((name) => [`${ENGINE}settle/${name}.ts`, [`test/shared/${name}.test.ts`]])),
	[`${ENGINE}run/estimate.ts`]: ['test/shared/estimate.test.ts'],
	// Addresses are looked up in Feishu, which stands in the sandbox.
	[`${ENGINE}run/read.ts`]: ['shared/run', 'shared/runStages', 'engine/people'].map((name) => `test/${name}.test.ts`),
	[`${ENGINE}settle/bisect.ts`]: ['test/shared/bisect.test.ts'],
	[`${ENGINE}settle/breaker.ts`]: ['test/shared/breaker.test.ts'],
	[`${ENGINE}settle/eyes.ts`]: ['test/shared/eyes.test.ts'],
	...Object.fromEntries(
		['FeishuAppFeedCard/failedCards', 'FeishuAttendanceRecord/delete.operation', 'FeishuTaskFollower/delete.operation'].map((name) => [
			`nodes/${name}.ts`,
			['test/shared/judges.test.ts'],
		]),
	),
	...Object.fromEntries(
		['FeishuBatchMessage/recall', 'FeishuCalendarEventAttendee/lookUp', 'FeishuChatMember/members', 'FeishuTaskFollower/followers'].map(
			(name) => [`nodes/${name}.ts`, ['test/shared/lookUps.test.ts']],
		),
	),
	'nodes/shared/answer.ts': ['answer', 'feishuError', 'reader'].map((name) => `test/shared/${name}.test.ts`),
};

/** The same for all files below a folder. */
const BY_FOLDER = {
	[`${ENGINE}settle`]: ['settle', 'write', 'look', 'culprits', 'failedCall', 'settleLooks', 'settleFind', 'batches'].map(
		(name) => `test/shared/${name}.test.ts`,
	),
	[`${ENGINE}run`]: ['run', 'runStages', 'report', 'ledger', 'access', 'options'].map((name) => `test/shared/${name}.test.ts`),
};

const lowerFirst = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * @param {string} file a source file, from the root of the repository
 * @returns {string[]} the tests that are to notice a change of it
 */
export function testsOf(file) {
	const folder = Object.keys(BY_FOLDER).find((name) => file === `${name}.ts` || file.startsWith(`${name}/`));
	const [, resource] = /^nodes\/Feishu(\w+)\//.exec(file) ?? [];
	const tests =
		BY_FILE[file] ??
		(folder === undefined ? undefined : BY_FOLDER[folder]) ??
		(resource === undefined
			? [`test/shared/${path.basename(file)}`.replace(/\.ts$/, '.test.ts')]
			: [`test/nodes/${lowerFirst(resource)}.test.ts`]);
	return tests.filter((test) => existsSync(test));
}

const NODES = [
	'FeishuAppFeedCard/failedCards',
	'FeishuBatchMessage/recall',
	'FeishuCalendarEvent/look',
	'FeishuCalendarEventAttendee/lookUp',
	'FeishuChatMember/members',
	'FeishuMessage/look',
	'FeishuTaskFollower/followers',
].map((name) => `nodes/${name}.ts`);

/** What is mutated unless files are named: the decisions of the engine, and some of the nodes. */
export const DECISIONS = [
	...NODES,
	...[
		...['run', 'settle'],
		...['access', 'deliver', 'holdBack', 'ledger', 'neverDelete', 'read', 'report'].map((name) => `run/${name}`),
		...['batches', 'bisect', 'breaker', 'chunk', 'culprits', 'eyes', 'failedCall', 'find', 'follow', 'lag', 'pool', 'write'].map(
			(name) => `settle/${name}`,
		),
		...['look', 'lookAfter', 'lookBefore'].map((name) => `settle/${name}`),
		...['deadline', 'retry', 'send'].map((name) => `send/${name}`),
		...['feishuError', 'outcome', 'repeatable', 'seen', 'unsent'].map((name) => `judge/${name}`),
		...['options', 'request'].map((name) => `n8n/${name}`),
	].map((name) => `${ENGINE}${name}.ts`),
];

/**
 * The least part of the mutants, in percent, that the tests of a file are to notice: a little below what was measured
 * last. A file without one is only reported; give it one once it is measured.
 */
export const LEAST = {
	'nodes/FeishuAppFeedCard/failedCards.ts': 99,
	'nodes/FeishuBatchMessage/recall.ts': 98,
	'nodes/FeishuCalendarEvent/look.ts': 97,
	'nodes/FeishuCalendarEventAttendee/lookUp.ts': 97,
	'nodes/FeishuChatMember/members.ts': 94,
	'nodes/FeishuMessage/look.ts': 90,
	'nodes/FeishuTaskFollower/followers.ts': 97,
	[`${ENGINE}judge/feishuError.ts`]: 99,
	[`${ENGINE}judge/outcome.ts`]: 95,
	[`${ENGINE}judge/unsent.ts`]: 99,
	[`${ENGINE}n8n/options.ts`]: 99,
	[`${ENGINE}n8n/request.ts`]: 99,
	[`${ENGINE}run/access.ts`]: 81,
	[`${ENGINE}run/holdBack.ts`]: 87,
	[`${ENGINE}run/ledger.ts`]: 97,
	[`${ENGINE}run/neverDelete.ts`]: 97,
	[`${ENGINE}run/read.ts`]: 32,
	[`${ENGINE}run/report.ts`]: 99,
	[`${ENGINE}send/deadline.ts`]: 99,
	[`${ENGINE}send/retry.ts`]: 96,
	[`${ENGINE}send/send.ts`]: 96,
	[`${ENGINE}settle.ts`]: 94,
	[`${ENGINE}settle/batches.ts`]: 99,
	[`${ENGINE}settle/bisect.ts`]: 94,
	[`${ENGINE}settle/breaker.ts`]: 97,
	[`${ENGINE}settle/chunk.ts`]: 99,
	[`${ENGINE}settle/culprits.ts`]: 99,
	[`${ENGINE}settle/eyes.ts`]: 99,
	[`${ENGINE}settle/failedCall.ts`]: 97,
	[`${ENGINE}settle/find.ts`]: 94,
	[`${ENGINE}settle/follow.ts`]: 89,
	[`${ENGINE}settle/lag.ts`]: 99,
	[`${ENGINE}settle/look.ts`]: 90,
	[`${ENGINE}settle/pool.ts`]: 99,
	[`${ENGINE}settle/write.ts`]: 91,
};

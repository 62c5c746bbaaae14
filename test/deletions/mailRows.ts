import type { Fault, Sandbox } from '../sandbox';
import type { SeedMailPlace } from '../sandbox/mailPlaces';
import type { Deliberate, OwnMessages, TellingRun } from './deletion';
import { numbered, rl } from './values';

/** What the nodes for mailing lists and public mailboxes have in common, for their rows. */
export const sentToTheLook: Deliberate = {
	fact: 'field userIdType',
	spec: undefined,
	node: 'is sent with looks',
	why: 'The list of members takes it, which is read for copies and for Never Delete; the deletion does not.',
};

interface MailNames {
	/** What it is called in messages. */
	one: string;
	/** Endpoints of the sandbox. */
	endpoint: string;
	list: string;
	get: string;
	members: string;
	/** The list in the editor. */
	method: string;
	seedPlace: (sandbox: Sandbox, place: SeedMailPlace) => unknown;
	/** The field of the list or mailbox. */
	field: string;
	/** A type of member that cannot be added, if there is one. */
	noColumn?: string;
}

const KEPT = { parameters: { options: { keepCopy: true } } };

/** What a person gets to read of them. */
export function mailMessages({ one, endpoint, list, get, members, method, seedPlace, field, noColumn }: MailNames): Partial<OwnMessages> {
	const lookedUp = (about: Partial<Fault>): TellingRun => ({
		parameters: { [field]: rl('none@example.com') },
		fault: { endpoint: get, ...about },
	});
	const untold: Array<[string, TellingRun]> =
		noColumn === undefined
			? []
			: [
					[
						`a member of the type ${noColumn}, of which no copy can be kept`,
						{
							...KEPT,
							items: [{ id: 'm1' }],
							seed: (sandbox) => {
								sandbox.seed.things(endpoint, [{ id: 'm1', row: { type: noColumn } }]);
							},
						},
					],
				];
	return {
		runs: [
			[`the address of a ${one} that nothing has`, lookedUp({ kind: 'code', code: 1234008, msg: '‹Feishu’s words›' })],
			[`an answer without the ID of a ${one}`, lookedUp({ kind: 'answer', body: { data: {} } })],
			[
				`members of a ${one} without IDs, so that no copy can be kept`,
				{ ...KEPT, fault: { endpoint: members, kind: 'answer', body: { data: { items: [{ type: 'USER' }], has_more: false } } } },
			],
			[
				`a member of a ${one} whose user ID is not shown, so that no copy can be kept`,
				{
					...KEPT,
					items: [{ id: 'm1' }],
					fault: { endpoint: members, kind: 'answer', body: { data: { items: [{ member_id: 'm1', type: 'USER' }], has_more: false } } },
				},
			],
			...untold,
		],
		lists: [
			[`no ${one} to choose from`, { method }],
			[
				`no ${one} among very many`,
				{
					method,
					filter: 'needle',
					seed: (sandbox) => {
						for (const id of numbered(2_050, (index) => `p${index}`)) seedPlace(sandbox, { id });
					},
				},
			],
			[
				`each ${one}, in a list that Feishu cannot make`,
				{ method, fault: { endpoint: list, kind: 'code', code: 1235003, msg: '‹Feishu’s words›', on: 'every' } },
			],
		],
	};
}

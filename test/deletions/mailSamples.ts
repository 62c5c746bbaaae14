import type { Client } from '@larksuiteoapi/node-sdk';
import type { SdkOptions } from './deletion';
import type { SampleList, Samples } from './sample';
import { numbered } from './values';
import type { Spec } from '../specs';
import type { SeedMailPlace } from '../sandbox/mailPlaces';
import type { Sandbox } from '../sandbox';

interface MailCalls {
	spec: Pick<Spec, 'name'>;
	/** Names of the other pages. */
	names: { list: string; get: string; members: string; create: string };
	key: string;
	seedPlace: (sandbox: Sandbox, place: SeedMailPlace) => unknown;
	/** What of the list of places makes it another list. */
	others: SampleList['others'];
	sdkPlaces: SampleList['sdk'];
	sdkMembers: (client: Client, id: string, query: object, options: SdkOptions) => ReturnType<SampleList['sdk']>;
}

/** Calls that the endpoints of mailing lists, or of public mailboxes, answer. */
export function mailSamples({ spec, names, key, seedPlace, others, sdkPlaces, sdkMembers }: MailCalls): Samples {
	const params = { [key]: 'p1' };
	const seed = (sandbox: Sandbox) => {
		seedPlace(sandbox, { id: 'p1' });
		sandbox.seed.things(spec.name, [{ id: 'm1', in: 'p1' }]);
	};
	return {
		[spec.name]: { params, seed, body: { member_id_list: ['m1'] } },
		[names.create]: { params, seed, body: { items: [{ type: 'USER', user_id: 'ou_new' }] } },
		[names.get]: { params, seed },
		[names.list]: {
			seed,
			list: {
				seed: (sandbox, count) =>
					numbered(count, (index) => {
						seedPlace(sandbox, { id: index === 0 ? 'p1' : `q${index}` });
						return index === 0 ? 'p1' : `q${index}`;
					}),
				rows: 'items',
				column: key,
				others,
				sdk: sdkPlaces,
			},
		},
		[names.members]: {
			params,
			seed: (sandbox) => seedPlace(sandbox, { id: 'p1' }),
			list: {
				seed: (sandbox, count) => {
					const ids = numbered(count, (index) => `m${index}`);
					for (const id of ['p1', 'p2']) {
						seedPlace(sandbox, { id });
						sandbox.seed.things(
							spec.name,
							ids.map((one) => ({ id: one, in: id })),
						);
					}
					return ids;
				},
				rows: 'items',
				column: 'member_id',
				others: [{ params: { [key]: 'p2' } }, { query: { user_id_type: 'union_id' } }],
				sdk: (client, query, options) => sdkMembers(client, 'p1', query, options),
			},
		},
	};
}
